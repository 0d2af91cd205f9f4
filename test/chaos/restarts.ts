import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { audit, createWitness, drained, NUMBER, seedOf, startSubject } from './subject.ts'

const RESTARTS = { short: 3, long: 20 }
const LONGEST_STOP_MS = 10_000

/** SIGTERM under load: what was accepted is answered, and nothing is lost. */
export const restarts: Experiment = {
  name: 'restarts',
  title: 'graceful stops and starts under call load (R17)',
  run: async (scale, note) => {
    const seed = seedOf()
    const random = seededRandom(seed)
    note(`seed ${seed}`)
    using witness = createWitness()
    // Slow enough that attempts are under way at each stop.
    await using sink = await startOutcomeSink((response) => setTimeout(() => response.end(), 300 * random()))
    let phloem = await startSubject(sink.url)
    const asked: Asked[] = []
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: 20,
      random,
      onAcknowledged: witness.note,
      onAsked: (each) => asked.push(each),
    })
    let longestStopMs = 0
    const exits: string[] = []
    for (let restart = 1; restart <= RESTARTS[scale]; restart += 1) {
      await sleep(500 + random() * 700)
      const began = performance.now()
      const { code } = await phloem.stop()
      longestStopMs = Math.max(longestStopMs, performance.now() - began)
      exits.push(String(code))
      phloem = await phloem.restart()
      if (restart % 5 === 0) note(`${restart} restarts, ${asked.length} requests`)
    }
    await load.stop()
    await drained(phloem)
    const { owed, lost, wrong, doubled } = audit(witness.read(), sink)
    await phloem.stop()
    // Without a connection nothing was accepted; a 5xx is a refusal of what was.
    const refused = asked.filter(({ status }) => status !== null && status >= 500)
    return [
      {
        what: `requests refused that were accepted, of ${asked.length} in ${RESTARTS[scale]} restarts`,
        goal: '0',
        measured: `${refused.length}`,
        isMet: refused.length === 0 && asked.length > 0,
        isTiming: false,
      },
      {
        what: 'exit codes and the longest stop',
        goal: `0, ≤ ${LONGEST_STOP_MS / 1000} s`,
        measured: `${[...new Set(exits)].join(', ')}, ${(longestStopMs / 1000).toFixed(1)} s`,
        isMet: exits.every((code) => code === '0') && longestStopMs <= LONGEST_STOP_MS,
        isTiming: false,
      },
      {
        what: 'outcomes lost',
        goal: '0',
        measured: `${lost.length} of ${owed} (${wrong.length} wrong, ${doubled} under two ids)`,
        isMet: lost.length + wrong.length + doubled === 0 && owed > 0,
        isTiming: false,
      },
    ]
  },
}
