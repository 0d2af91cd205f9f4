/** A measured figure beside what it should at most be. */
export interface Figure {
  what: string
  value: number
  unit: string
  /** In the same unit; absent: for information. */
  gate?: number
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** The median of each figure of several runs. */
export const medians = (runs: readonly (readonly Figure[])[]): Figure[] =>
  (runs[0] ?? []).map((figure, index) => ({
    ...figure,
    value: median(runs.map((run) => run[index]?.value ?? Number.NaN)),
  }))

/** Three runs, one after the other. */
export async function threeRuns(run: () => Promise<Figure[]>): Promise<Figure[]> {
  const runs: Figure[][] = []
  for (let time = 0; time < 3; time += 1) runs.push(await run())
  return medians(runs)
}
