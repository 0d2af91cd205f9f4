import { seedStore } from '../../test/chaos/seed-store.ts'
import { startSubject } from '../../test/chaos/subject.ts'
import { startReportSink } from '../load/report-sink.ts'
import { runningSide } from '../sides/phloem.ts'
import { phloemAlone, type Workload } from '../workload.ts'

/** A backlog that is due at once, for one server that takes it. The peers have none: what they can't send is lost. */
export const draining: Workload = {
  name: 'draining',
  title: 'A backlog of reports goes out',
  run: async ({ isShort }) => {
    const count = isShort ? 500 : 10_000
    const samples: number[] = []
    for (let round = 0; round < (isShort ? 1 : 3); round += 1) {
      await using sink = await startReportSink()
      const stopped = await startSubject(sink.url)
      await stopped.stop()
      seedStore(stopped.dataFolder, 'guide', { endedCalls: 0, dueReports: count, reportUrls: [sink.url] })
      const first = sink.reached(1).then(() => performance.now())
      await using _phloem = runningSide(await stopped.restart())
      const began = await first
      await sink.reached(count)
      samples.push(count / ((performance.now() - began) / 1000))
    }
    return [
      {
        what: `reports per second, ${count.toLocaleString('en')} waiting`,
        unit: '/s',
        better: 'more',
        sides: phloemAlone(samples),
        goals: [{ atLeast: 1_500 }],
      },
    ]
  },
}
