import { createHash } from 'node:crypto'
import {
  AUTH_TOKEN,
  answerParams,
  type PhloemInProcess,
  PUBLIC_URL,
  reportingFlow,
  startInProcess,
} from '../../apps/runtime/src/testing/phloem-in-process.ts'
import { readPairs, signV3 } from '../../packages/plivo/src/index.ts'
import { seededRandom } from './call-load.ts'
import { hostileForm } from './hostile-forms.ts'

const AT_ONCE = 32
const KNOWN_CALLS = 40

export interface WebhookFuzz {
  sent: number
  /** How many were answered with each status. */
  statuses: Record<string, number>
  /** With a status of 500 and more, or none; the first of them in full. */
  failures: { count: number; first: string | null }
  /** Answered 200 with something else than one document for Plivo. */
  badDocuments: { count: number; first: string | null }
  seconds: number
}

/** Signed requests with hostile content, to the whole service on a real store. */
export async function fuzzWebhooks(
  count: number,
  seed: number,
  note: (line: string) => void = () => undefined,
): Promise<WebhookFuzz> {
  const dice = seededRandom(seed)
  const phloem = await startInProcess(reportingFlow())
  const fuzz: WebhookFuzz = {
    sent: 0,
    statuses: {},
    failures: { count: 0, first: null },
    badDocuments: { count: 0, first: null },
    seconds: 0,
  }
  const began = performance.now()
  let nonces = 1e15
  let known = await beginCalls(phloem, 0)
  while (fuzz.sent < count) {
    const forms = Array.from({ length: Math.min(AT_ONCE, count - fuzz.sent) }, () => hostileForm(dice, known))
    const answers = await Promise.all(
      forms.map(async ({ method, path, body }) => {
        const params = method === 'GET' ? [] : readPairs(body)
        nonces += 1
        const nonce = String(nonces)
        // As a client would write it: a segment of dots is gone, for one.
        const address = new URL(path, PUBLIC_URL)
        const url = address.href
        return phloem.inject({
          method,
          url: address.pathname + address.search,
          headers: {
            ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
            'x-plivo-signature-v3': signV3({ method, url, params, nonce, authToken: AUTH_TOKEN }),
            'x-plivo-signature-v3-nonce': nonce,
          },
          ...(method === 'POST' ? { payload: body } : {}),
        })
      }),
    )
    for (const [index, { statusCode, body }] of answers.entries()) {
      fuzz.sent += 1
      fuzz.statuses[statusCode] = (fuzz.statuses[statusCode] ?? 0) + 1
      const told = () =>
        `${JSON.stringify(forms[index]).slice(0, 2000)} was answered ${statusCode} ${body.slice(0, 500)}`
      if (statusCode >= 500) noteFirst(fuzz.failures, told)
      if (statusCode === 200 && !/^<Response>.*<\/Response>$/s.test(body)) noteFirst(fuzz.badDocuments, told)
    }
    // Calls end, reports go out, and others begin.
    if (fuzz.sent % (AT_ONCE * 64) === 0) {
      await phloem.clock.advance(6000)
      known = await beginCalls(phloem, fuzz.sent)
      note(`${fuzz.sent} requests, ${((performance.now() - began) / 1000).toFixed(0)} s`)
    }
  }
  fuzz.seconds = (performance.now() - began) / 1000
  const alive = await phloem.ask('/plivo/answer', answerParams('the-last-one'))
  if (!alive.body.includes('<Dial ')) noteFirst(fuzz.failures, () => `afterwards a call got ${alive.body}`)
  await phloem.stop()
  return fuzz
}

async function beginCalls(phloem: PhloemInProcess, generation: number): Promise<string[]> {
  const ids = Array.from({ length: KNOWN_CALLS }, (_, index) => uuidOf(`${generation} ${index}`))
  await Promise.all(ids.map((id) => phloem.ask('/plivo/answer', answerParams(id))))
  return ids
}

const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')

function noteFirst(found: { count: number; first: string | null }, told: () => string) {
  found.count += 1
  found.first ??= told()
}
