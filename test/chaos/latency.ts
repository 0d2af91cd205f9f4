import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { loadFor, ms } from './load-window.ts'
import { seedStore } from './seed-store.ts'
import { seedOf, startSubject } from './subject.ts'

const SECONDS = { short: 3, long: 60 }
const HANGING = { short: 50, long: 500 }
/** A receiver of its own each, so that each of them may have all its attempts under way. */
const HANGING_SERVERS = 60

/** How long the carrier waits for its answers, alone and while reports hang. */
export const latency: Experiment = {
  name: 'latency',
  title: 'callback latency at 50 calls/s, alone and while reports hang at servers that never answer (R7, R8)',
  run: async (scale, note) => {
    const seed = seedOf()
    const rate = { callsPerSecond: 50, seconds: SECONDS[scale], seed }
    await using sink = await startOutcomeSink()
    const hanging = await Promise.all(
      Array.from({ length: HANGING_SERVERS }, () => startOutcomeSink(() => undefined)),
    )
    let phloem = await startSubject(sink.url)
    const alone = await loadFor(phloem, rate)
    note(`alone: p99 ${ms(alone.p99)}`)
    await phloem.stop()
    const urls = hanging.map(({ url }) => url)
    seedStore(phloem.dataFolder, 'guide', { endedCalls: 0, dueReports: HANGING[scale], reportUrls: urls })
    phloem = await phloem.restart()
    const beside = await loadFor(phloem, rate)
    const underWay = hanging.reduce((sum, { count }) => sum + count(), 0)
    await phloem.kill()
    await Promise.all(hanging.map((server) => server.close()))
    const refused = [...alone.refused, ...beside.refused]
    return [
      {
        what: `latency at 50 calls/s, ${alone.asked.length} requests: p50, p99, longest`,
        goal: 'p99 ≤ 50 ms, longest ≤ 2 s',
        measured: `${ms(alone.p50)}, ${ms(alone.p99)}, ${ms(alone.longest)}`,
        isMet: alone.p99 <= 50 && alone.longest <= 2000,
        isTiming: true,
      },
      {
        what: `the same while ${underWay} reports hang`,
        goal: 'p99 grows by ≤ 20 ms',
        measured: `${ms(beside.p50)}, ${ms(beside.p99)}, ${ms(beside.longest)}`,
        isMet: beside.p99 - alone.p99 <= 20,
        isTiming: true,
      },
      {
        what: 'requests without a document',
        goal: '0',
        measured: `${refused.length}`,
        isMet: refused.length === 0 && beside.asked.length > 0 && underWay > 0,
        isTiming: false,
      },
    ]
  },
}
