import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, percentile, post, seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { answerParams } from '../harness/outside-carrier.ts'
import type { Experiment } from './experiment.ts'
import { audit, createWitness, drained, NUMBER, seedOf, startSubject } from './subject.ts'

const KILLS = { short: 5, long: 200 }

/** `kill -9` at any moment under load: what was acknowledged arrives. */
export const kills: Experiment = {
  name: 'kills',
  title: 'SIGKILL at random moments under call load (R1)',
  run: async (scale, note) => {
    const seed = seedOf()
    const random = seededRandom(seed)
    note(`seed ${seed}`)
    using witness = createWitness()
    await using sink = await startOutcomeSink()
    let phloem = await startSubject(sink.url)
    const firstAnswers: Asked[] = []
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: 12,
      random,
      onAcknowledged: witness.note,
      onAsked: (asked) => {
        if (asked.kind === 'answer' && asked.status === 200 && random() < 0.05) firstAnswers.push(asked)
      },
    })
    const startMs: number[] = []
    const agent = new Agent({ keepAlive: false })
    let changed = 0
    let askedAgain = 0
    for (let kill = 1; kill <= KILLS[scale]; kill += 1) {
      await sleep(300 + random() * 1200)
      await phloem.kill()
      const began = performance.now()
      phloem = await phloem.restart()
      startMs.push(performance.now() - began)
      for (const { callUUID, body } of firstAnswers.splice(0)) {
        askedAgain += 1
        const params = answerParams(callUUID, { To: NUMBER.slice(1) })
        const again = await post(agent, `${phloem.url}/plivo/answer`, params)
        if (again.body !== body) changed += 1
      }
      if (kill % 20 === 0) note(`${kill} kills, ${load.begun()} calls, ${sink.count()} reports`)
    }
    await load.stop()
    await drained(phloem)
    await phloem[Symbol.asyncDispose]()
    const { owed, lost, wrong, repeated, doubled } = audit(witness.read(), sink)
    const many = `in ${KILLS[scale]} kills`
    return [
      {
        what: `outcomes lost ${many}`,
        goal: '0',
        measured: `${lost.length} of ${owed}`,
        isMet: lost.length === 0 && owed > 0,
        isTiming: false,
      },
      {
        what: 'outcomes told wrongly',
        goal: '0',
        measured: `${wrong.length}`,
        isMet: wrong.length === 0,
        isTiming: false,
      },
      {
        what: 'outcomes under two ids',
        goal: '0',
        measured: `${doubled} (${repeated} came twice under one id)`,
        isMet: doubled === 0,
        isTiming: false,
      },
      {
        what: 'answers that changed after a kill',
        goal: '0',
        measured: `${changed} of ${askedAgain}`,
        isMet: changed === 0,
        isTiming: false,
      },
      {
        what: 'start after a kill, p95',
        goal: 'for information',
        measured: `${percentile(startMs, 0.95).toFixed(0)} ms`,
        isMet: true,
        isTiming: true,
      },
    ]
  },
}
