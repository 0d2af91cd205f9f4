import type { RunningSide } from '../sides/side.ts'
import type { SideSamples } from '../workload.ts'

/** Measures every side in each round, so that what else the machine does falls on all of them. */
export async function inRounds(
  running: readonly RunningSide[],
  rounds: number,
  measure: (side: RunningSide) => Promise<number>,
): Promise<SideSamples[]> {
  const samples = running.map(({ name }) => ({ side: name, samples: [] as number[] }))
  // A round to warm up: none of its figures counts.
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, side] of running.entries()) {
      const value = await measure(side)
      if (round >= 0) samples[index]?.samples.push(value)
    }
  }
  return samples
}

export const roundsOf = ({ isShort }: { isShort: boolean }): number => (isShort ? 1 : 5)
