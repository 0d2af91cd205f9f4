import { setTimeout as sleep } from 'node:timers/promises'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { loadFor, ms } from './load-window.ts'
import { seedStore } from './seed-store.ts'
import { seedOf, startSubject } from './subject.ts'

const BACKLOG = { short: 500, long: 10_000 }

/** A backlog goes out to a server that takes it, beside calls. */
export const drain: Experiment = {
  name: 'drain',
  title: 'a backlog of reports goes out while calls go on (R13)',
  run: async (scale) => {
    const backlog = BACKLOG[scale]
    await using sink = await startOutcomeSink()
    let phloem = await startSubject(sink.url)
    await phloem.stop()
    seedStore(phloem.dataFolder, 'guide', { endedCalls: 0, dueReports: backlog, reportUrls: [sink.url] })
    phloem = await phloem.restart()
    const began = performance.now()
    const arrived = () => [...sink.arrivals.keys()].filter((name) => name.startsWith('due-')).length
    const loading = loadFor(phloem, {
      callsPerSecond: 50,
      seconds: scale === 'long' ? 15 : 2,
      seed: seedOf(),
    })
    let seconds = 0
    while (arrived() < backlog && performance.now() - began < 120_000) await sleep(20)
    seconds = (performance.now() - began) / 1000
    const beside = await loading
    const repeated = [...sink.arrivals.values()].filter((came) => came.length > 1).length
    await phloem.stop()
    return [
      {
        what: `reports per second, ${backlog} waiting, one server, 50 calls/s beside`,
        goal: '≥ 300/s',
        measured: `${(arrived() / seconds).toFixed(0)}/s`,
        isMet: arrived() / seconds >= 300,
        isTiming: true,
      },
      {
        what: 'callback latency meanwhile, p99',
        goal: '≤ 100 ms',
        measured: ms(beside.p99),
        isMet: beside.p99 <= 100,
        isTiming: true,
      },
      {
        what: 'reports that came, and came twice',
        goal: `${backlog} and 0`,
        measured: `${arrived()} and ${repeated}`,
        isMet: arrived() === backlog && repeated === 0,
        isTiming: false,
      },
    ]
  },
}
