import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../../test/harness/call-load.ts'
import { newCalls } from '../load/carrier-requests.ts'
import { Connection } from '../load/connection.ts'
import { startReportSink } from '../load/report-sink.ts'
import { wholeCall } from '../load/whole-call.ts'
import type { RunningSide } from '../sides/side.ts'
import { startSides } from '../sides/sides.ts'
import type { Figure, Workload } from '../workload.ts'
import { roundsOf } from './rounds.ts'

const RATES = [
  { callsPerSecond: 50, goalMs: 10 },
  { callsPerSecond: 500, goalMs: 30 },
]

/**
 * Requests are due at their times however slow the answers are (open loop), and each is measured from when it was due, so
 * that a server that holds up the load does not look fast.
 */
export const paced: Workload = {
  name: 'paced',
  title: 'How long the carrier waits while calls come at a rate',
  run: async (options) => {
    await using sink = await startReportSink()
    await using all = await startSides(sink.url)
    const seconds = options.isShort ? 2 : 5
    const figures: Figure[] = []
    for (const { callsPerSecond, goalMs } of RATES) {
      const halves = all.running.map(({ name }) => ({ side: name, samples: [] as number[] }))
      const slowest = all.running.map(({ name }) => ({ side: name, samples: [] as number[] }))
      for (let round = -1; round < roundsOf(options); round += 1) {
        for (const [index, side] of all.running.entries()) {
          const waits = await pacedCalls(side, callsPerSecond, round < 0 ? 1 : seconds)
          if (round < 0) continue
          halves[index]?.samples.push(percentile(waits, 0.5))
          slowest[index]?.samples.push(percentile(waits, 0.99))
        }
      }
      const what = `${callsPerSecond} calls/s, three requests each`
      figures.push(
        { what: `${what}: p50`, unit: 'ms', better: 'less', sides: halves },
        { what: `${what}: p99`, unit: 'ms', better: 'less', sides: slowest, goals: [{ atMost: goalMs }] },
      )
    }
    return figures
  },
}

/** How long each request took from when it was due, in ms. */
async function pacedCalls(side: RunningSide, callsPerSecond: number, seconds: number): Promise<number[]> {
  const waits: number[] = []
  const idle: Connection[] = []
  const underWay: Promise<void>[] = []
  const began = performance.now()
  for (const [index, callUUID] of newCalls(callsPerSecond * seconds).entries()) {
    const dueAt = began + (index * 1000) / callsPerSecond
    const early = dueAt - performance.now()
    if (early > 0) await sleep(early)
    underWay.push(callFrom(dueAt, callUUID))
  }
  await Promise.all(underWay)
  for (const connection of idle) connection.close()
  return waits

  async function callFrom(beginAt: number, callUUID: string) {
    const connection = idle.pop() ?? (await Connection.open(side.port))
    let dueAt = beginAt
    await wholeCall(side, connection, callUUID, async () => {
      waits.push(performance.now() - dueAt)
      // The time between two requests of a call, as far as that matters to a server.
      dueAt += BETWEEN_MS
      const early = dueAt - performance.now()
      if (early > 0) await sleep(early)
      else dueAt = performance.now()
    })
    idle.push(connection)
  }
}

const BETWEEN_MS = 100
