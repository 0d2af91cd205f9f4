import { rssOf } from '../../test/chaos/process-look.ts'
import { newCalls } from '../load/carrier-requests.ts'
import { closedLoop } from '../load/closed-loop.ts'
import { startReportSink } from '../load/report-sink.ts'
import { wholeCall } from '../load/whole-call.ts'
import { startSides } from '../sides/sides.ts'
import { PHLOEM, type Workload } from '../workload.ts'

/** 30 calls a second is a busy call centre; an hour of it goes through as fast as it can. */
const CALLS_OF_AN_HOUR = 30 * 60 * 60

export const memory: Workload = {
  name: 'memory',
  title: 'Memory after the calls of an hour',
  run: async ({ isShort }) => {
    await using sink = await startReportSink()
    await using all = await startSides(sink.url)
    const count = isShort ? 1_000 : CALLS_OF_AN_HOUR
    const sides: { side: string; samples: number[] }[] = []
    for (const side of all.running) {
      const before = sink.count()
      // The peers keep nothing of a call, so that a part of them tells.
      const calls = side.name === PHLOEM ? count : count / 10
      await closedLoop(side.port, newCalls(calls), (connection, callUUID) =>
        wholeCall(side, connection, callUUID),
      )
      await sink.reached(before + calls)
      sides.push({ side: side.name, samples: [rssOf(side.pid)] })
    }
    return [
      {
        what: `resident set after ${count.toLocaleString('en')} calls`,
        unit: 'MB',
        better: 'less',
        sides,
        goals: [{ atMost: 150 }],
      },
    ]
  },
}
