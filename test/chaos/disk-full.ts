import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { until } from '../harness/until.ts'
import { createFaultyDisk } from './disk/faulty-disk.ts'
import type { Experiment } from './experiment.ts'
import { audit, createWitness, drained, NUMBER, seedOf, startSubject } from './subject.ts'

const FULL_MS = { short: 2_000, long: 20_000 }
const TIMES = { short: 1, long: 3 }

/** Every write fails for want of room while calls come: they are answered, and all that they owe is paid afterwards. */
export const diskFull: Experiment = {
  name: 'disk-full',
  title: 'the disk is full under call load, and has room again (R15)',
  run: async (scale, note) => {
    const seed = seedOf()
    note(`seed ${seed}`)
    using witness = createWitness()
    using disk = createFaultyDisk()
    await using sink = await startOutcomeSink()
    const phloem = await startSubject(sink.url, {
      folder: disk.base,
      env: { ...disk.env, LOG_LEVEL: 'fatal' },
    })
    const asked: Asked[] = []
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: 20,
      random: seededRandom(seed),
      onAcknowledged: witness.note,
      onAsked: (each) => asked.push(each),
    })
    const readiness = async () => (await fetch(`${phloem.url}/readyz`)).status
    const whileFull: number[] = []
    let answeredWhileFull = 0
    for (let time = 1; time <= TIMES[scale]; time += 1) {
      await sleep(1_000)
      const before = asked.length
      disk.fill()
      await sleep(FULL_MS[scale])
      whileFull.push(await readiness())
      answeredWhileFull += asked.length - before
      disk.makeRoom()
      await until('readiness', async () => ((await readiness()) === 200 ? true : null))
      note(`full ${time} times, ${asked.length} requests`)
    }
    await load.stop()
    await drained(phloem)
    const { owed, lost, wrong, doubled } = audit(witness.read(), sink)
    const unanswered = asked.filter(({ status }) => status !== 200)
    const noDial = asked.filter(({ kind, body }) => kind === 'answer' && !body.includes('<Dial'))
    await phloem.stop()
    return [
      {
        what: `requests without a document, of ${asked.length} (${answeredWhileFull} while the disk was full)`,
        goal: '0',
        measured: `${unanswered.length}`,
        isMet: unanswered.length === 0 && answeredWhileFull > 0,
        isTiming: false,
      },
      {
        what: 'calls that were not forwarded as their flow says',
        goal: '0',
        measured: `${noDial.length}`,
        isMet: noDial.length === 0,
        isTiming: false,
      },
      {
        what: 'readiness while full, and afterwards without a restart',
        goal: '503, then 200',
        measured: `${whileFull.join(', ')}, then 200`,
        isMet: whileFull.every((status) => status === 503),
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
