import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { attribute, percentile, post } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { answerParams, dialParams, hangupParams } from '../harness/outside-carrier.ts'
import { until } from '../harness/until.ts'
import type { Experiment } from './experiment.ts'
import { ms } from './load-window.ts'
import { NUMBER, startSubject } from './subject.ts'

const CALLS = { short: 10, long: 200 }
const FALLBACK_NUMBER = '+12025550103'

/** Nothing can be read or written: callers hear something all the same, and the outcomes come afterwards. */
export const withoutDatabase: Experiment = {
  name: 'without-database',
  title: 'the database is gone: fallback, answer and dial end (R20)',
  run: async (scale) => {
    const folder = mkdtempSync(join(tmpdir(), 'phloem-broken-'))
    const broken = join(folder, 'broken')
    await using sink = await startOutcomeSink()
    const preload = fileURLToPath(new URL('../harness/broken-database.ts', import.meta.url))
    await using phloem = await startSubject(sink.url, {
      env: { NODE_OPTIONS: `--import ${preload}`, BROKEN_DATABASE_FILE: broken, LOG_LEVEL: 'silent' },
    })
    await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide', fallbackNumber: FALLBACK_NUMBER })
    const agent = new Agent({ keepAlive: true })
    const standard = (callUUID: string) => answerParams(callUUID, { To: NUMBER.slice(1) })
    const ask = (path: string, params: Record<string, string>) => post(agent, `${phloem.url}${path}`, params)
    await ask('/plivo/answer', standard('before'))

    writeFileSync(broken, '')
    const fallbackMs: number[] = []
    const wrong: string[] = []
    for (let call = 0; call < CALLS[scale]; call += 1) {
      const callUUID = `during-${call}`
      const began = performance.now()
      const fallback = await ask('/plivo/fallback', standard(callUUID))
      fallbackMs.push(performance.now() - began)
      if (!fallback.body.includes(`<Number>${FALLBACK_NUMBER}</Number>`))
        wrong.push(`fallback: ${fallback.body}`)
      const answer = await ask('/plivo/answer', standard(callUUID))
      const action = attribute(answer.body, 'action')
      if (action === null) wrong.push(`answer: ${answer.body}`)
      const end = await post(agent, action ?? '', dialParams(callUUID, { DialStatus: 'busy' }))
      if (end.status !== 200) wrong.push(`dial end: ${end.status}`)
      const hangup = await ask('/plivo/hangup', hangupParams(callUUID))
      if (hangup.status !== 200) wrong.push(`hangup: ${hangup.status}`)
    }
    const ready = (await fetch(`${phloem.url}/readyz`)).status
    rmSync(broken)
    await until('the outcomes', async () => (sink.arrivals.size >= CALLS[scale] ? true : null)).catch(
      () => undefined,
    )
    rmSync(folder, { recursive: true })
    return [
      {
        what: `answers that were none, of ${CALLS[scale]} calls without a database`,
        goal: '0',
        measured: wrong.length === 0 ? '0' : `${wrong.length}, e.g. ${wrong[0]}`,
        isMet: wrong.length === 0,
        isTiming: false,
      },
      {
        what: 'readiness meanwhile, and outcomes that came once it was back',
        goal: `503, ${CALLS[scale]}`,
        measured: `${ready}, ${sink.arrivals.size}`,
        isMet: ready === 503 && sink.arrivals.size === CALLS[scale],
        isTiming: false,
      },
      {
        what: 'time to the fallback document, p99',
        goal: '≤ 50 ms',
        measured: ms(percentile(fallbackMs, 0.99)),
        isMet: percentile(fallbackMs, 0.99) <= 50,
        isTiming: true,
      },
    ]
  },
}
