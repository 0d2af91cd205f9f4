import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, percentile, seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { loadFor, ms } from './load-window.ts'
import { audit, createWitness, drained, NUMBER, seedOf, startSubject } from './subject.ts'

const SECONDS = { short: 3, long: 60 }
const USUAL_SECONDS = { short: 3, long: 10 }
const USUAL_CALLS_PER_SECOND = 50
const BURST_CALLS_PER_SECOND = 10 * USUAL_CALLS_PER_SECOND

/** Ten times the usual calls, all at once. */
export const overload: Experiment = {
  name: 'overload',
  title: 'a burst of 500 calls/s onto 50 calls/s (R19)',
  run: async (scale, note) => {
    const seed = seedOf()
    using witness = createWitness()
    await using sink = await startOutcomeSink()
    const phloem = await startSubject(sink.url)
    await loadFor(phloem, { callsPerSecond: USUAL_CALLS_PER_SECOND, seconds: USUAL_SECONDS[scale], seed })
    const asked: Asked[] = []
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: BURST_CALLS_PER_SECOND,
      random: seededRandom(seed),
      onAcknowledged: witness.note,
      onAsked: (each) => asked.push(each),
    })
    const began = performance.now()
    await sleep(SECONDS[scale] * 1000)
    await load.stop()
    const seconds = (performance.now() - began) / 1000
    note(`${load.begun()} calls, ${asked.length} requests in ${seconds.toFixed(0)} s`)
    await sleep(5_000)
    const after = await loadFor(phloem, { callsPerSecond: 20, seconds: 2, seed })
    await drained(phloem, 120)
    const { owed, lost, wrong, doubled } = audit(witness.read(), sink)
    const refused = asked.filter(({ status }) => status !== 200)
    const forwarded = asked.filter(({ kind, body }) => kind === 'answer' && body.includes('action='))
    const answers = asked.filter(({ kind }) => kind === 'answer')
    const latencies = asked.map(({ latencyMs }) => latencyMs)
    await phloem.stop()
    return [
      {
        what: `requests without a document, of ${asked.length} at ${(asked.length / seconds).toFixed(0)}/s`,
        goal: '0',
        measured: `${refused.length}`,
        isMet: refused.length === 0 && asked.length > 0,
        isTiming: false,
      },
      {
        what: 'outcomes lost',
        goal: '0',
        measured: `${lost.length} of ${owed} (${wrong.length} wrong, ${doubled} under two ids)`,
        isMet: lost.length + wrong.length + doubled === 0 && owed > 0,
        isTiming: false,
      },
      {
        what: 'latency during the burst, p99; calls that ran their flow',
        goal: '≤ 500 ms; for information',
        measured: `${ms(percentile(latencies, 0.99))}; ${forwarded.length} of ${answers.length}`,
        isMet: percentile(latencies, 0.99) <= 500,
        isTiming: true,
      },
      {
        what: 'latency 5 s later, p99',
        goal: '≤ 50 ms',
        measured: ms(after.p99),
        isMet: after.p99 <= 50,
        isTiming: true,
      },
    ]
  },
}
