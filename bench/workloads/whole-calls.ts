import { newCalls } from '../load/carrier-requests.ts'
import { closedLoop } from '../load/closed-loop.ts'
import { startReportSink } from '../load/report-sink.ts'
import { wholeCall } from '../load/whole-call.ts'
import { startSides } from '../sides/sides.ts'
import type { Workload } from '../workload.ts'
import { inRounds, roundsOf } from './rounds.ts'

export const wholeCalls: Workload = {
  name: 'calls',
  title: 'Whole calls: answered, dialled, reported, hung up',
  run: async (options) => {
    await using sink = await startReportSink()
    await using all = await startSides(sink.url)
    const count = options.isShort ? 200 : 3_000
    const samples = await inRounds(all.running, roundsOf(options), async (side) => {
      const before = sink.count()
      const began = performance.now()
      await closedLoop(side.port, newCalls(count), (connection, callUUID) =>
        wholeCall(side, connection, callUUID),
      )
      await sink.reached(before + count)
      return count / ((performance.now() - began) / 1000)
    })
    return [
      {
        what: 'whole calls per second, reports arrived',
        unit: '/s',
        better: 'more',
        sides: samples,
        goals: [{ atLeast: 2_000 }],
      },
    ]
  },
}
