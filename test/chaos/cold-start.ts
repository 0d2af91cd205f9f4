import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile, post } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { answerParams } from '../harness/outside-carrier.ts'
import type { Experiment } from './experiment.ts'
import { seedStore } from './seed-store.ts'
import { NUMBER, startSubject } from './subject.ts'

const SCALES = {
  short: { endedCalls: 2_000, dueReports: 200, starts: 2 },
  long: { endedCalls: 100_000, dueReports: 1_000, starts: 20 },
}

/** SIGKILL, and the time until the first call is answered as its flow says, with much stored and much owed. */
export const coldStart: Experiment = {
  name: 'cold-start',
  title: 'from the start of the process to the first right answer, with much stored and owed (R4)',
  run: async (scale, note) => {
    const { endedCalls, dueReports, starts } = SCALES[scale]
    // Reports are not taken until the last start, so that they are owed at each.
    let isTaken = false
    await using sink = await startOutcomeSink((response) => {
      response.statusCode = isTaken ? 200 : 503
      response.end()
    })
    let phloem = await startSubject(sink.url)
    await phloem.stop()
    seedStore(phloem.dataFolder, 'guide', { endedCalls, dueReports, reportUrls: [sink.url] })
    note(`${endedCalls} calls and ${dueReports} due reports are stored`)
    const answerMs: number[] = []
    const resumeMs: number[] = []
    const agent = new Agent({ keepAlive: false })
    const port = new URL(phloem.url).port
    for (let start = 1; start <= starts; start += 1) {
      isTaken = start === starts
      const reportsBefore = sink.count()
      const began = performance.now()
      const starting = phloem.restart()
      const params = answerParams(`first-${start}`, { To: NUMBER.slice(1) })
      for (;;) {
        const { body } = await post(agent, `http://localhost:${port}/plivo/answer`, params)
        if (body.includes('<Dial')) break
        await sleep(5)
      }
      answerMs.push(performance.now() - began)
      while (sink.count() === reportsBefore && performance.now() - began < 35_000) await sleep(5)
      resumeMs.push(performance.now() - began)
      phloem = await starting
      if (start < starts) await phloem.kill()
    }
    const deadline = Date.now() + 60_000
    const owed = async () => (await phloem.api('GET', '/api/status')).body.owed.count
    while ((await owed()) > 0 && Date.now() < deadline) await sleep(200)
    const arrived = [...sink.arrivals.keys()].filter((name) => name.startsWith('due-')).length
    await phloem.kill()
    return [
      {
        what: `first right answer after ${starts} starts on ${endedCalls} calls, p50 and p95`,
        goal: 'p95 ≤ 1000 ms',
        measured: `${percentile(answerMs, 0.5).toFixed(0)} and ${percentile(answerMs, 0.95).toFixed(0)} ms`,
        isMet: percentile(answerMs, 0.95) <= 1000,
        isTiming: true,
      },
      {
        what: 'first overdue report, p95',
        goal: '≤ 2000 ms',
        measured: `${percentile(resumeMs, 0.95).toFixed(0)} ms`,
        isMet: percentile(resumeMs, 0.95) <= 2000,
        isTiming: true,
      },
      {
        what: 'due reports that arrived in the end',
        goal: `${dueReports}`,
        measured: `${arrived}`,
        isMet: arrived === dueReports,
        isTiming: false,
      },
    ]
  },
}
