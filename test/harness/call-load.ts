import { randomUUID } from 'node:crypto'
import { Agent, request as httpRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createNonce, signV3 } from '@phloem/simulator'
import { AUTH, answerParams, dialParams, hangupParams } from './outside-carrier.ts'

export type RequestKind = 'answer' | 'fallback' | 'dial-event' | 'dial-ended' | 'hangup'

/** One request of the carrier, with its repetitions. */
export interface Asked {
  kind: RequestKind
  callUUID: string
  /** Of the last try; null where no connection came about or it broke. */
  status: number | null
  body: string
  tries: number
  /** From when it should have been sent, so that a server that holds up the load does not look fast. */
  latencyMs: number
  at: number
}

/** What a call owes its owner once this was acknowledged. */
export interface Acknowledged {
  callUUID: string
  /** Null: some outcome, since only the hang-up was acknowledged. */
  dialStatus: string | null
}

export interface CallLoadOptions {
  /** Where Phloem is now; it may go away and come back. */
  url: () => string
  /** In E.164. */
  number: string
  callsPerSecond: number
  random: () => number
  /** The longest between two requests of a call. */
  thinkMs?: number
  /** Calls whose dial end, or whose hang-up, the carrier forgets. */
  forgets?: { dialEnd: number; hangup: number }
  onAcknowledged?: (acknowledged: Acknowledged) => void
  onAsked?: (asked: Asked) => void
}

export interface CallLoad {
  /** Begins no more calls and waits for those under way. */
  stop: () => Promise<void>
  begun: () => number
}

const OUTCOMES = [
  {
    DialStatus: 'completed',
    DialHangupCause: 'NORMAL_CLEARING',
    DialRingStatus: 'true',
    DialBLegUUID: 'b-leg',
  },
  { DialStatus: 'no-answer', DialHangupCause: 'NO_ANSWER', DialRingStatus: 'true' },
  { DialStatus: 'busy', DialHangupCause: 'USER_BUSY', DialRingStatus: 'false' },
  { DialStatus: 'failed', DialHangupCause: 'UNALLOCATED_NUMBER', DialRingStatus: 'false' },
  { DialStatus: 'timeout', DialHangupCause: '', DialRingStatus: 'true' },
] as const

/** What our URLs ask of Plivo: `#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt`. */
const RETRIES = 2
const READ_TIMEOUT_MS = 5000

/**
 * A carrier under load, from outside: calls begin at their times however slow the answers are (open loop), each with a
 * signed answer request, now and then an event of a leg, the dial's end with a random outcome, and the hang-up.
 */
export function startCallLoad(options: CallLoadOptions): CallLoad {
  const { callsPerSecond, random, thinkMs = 300, forgets = { dialEnd: 0, hangup: 0 } } = options
  const agent = new Agent({ keepAlive: true, maxSockets: 1024, maxFreeSockets: 1024 })
  const underWay = new Set<Promise<void>>()
  const startedAt = performance.now()
  let begun = 0
  let isStopped = false

  const beginning = (async () => {
    while (!isStopped) {
      const dueAt = startedAt + (begun * 1000) / callsPerSecond
      const waitMs = dueAt - performance.now()
      if (waitMs > 0) await sleep(waitMs)
      if (isStopped) break
      begun += 1
      const call = runCall(dueAt)
      underWay.add(call)
      void call.finally(() => underWay.delete(call))
    }
  })()

  async function runCall(dueAt: number): Promise<void> {
    const callUUID = randomUUID()
    const standard = answerParams(callUUID, { To: options.number.slice(1) })
    const answer = await ask('answer', `${options.url()}/plivo/answer`, standard, dueAt)
    if (answer.status !== 200) {
      await ask('fallback', `${options.url()}/plivo/fallback`, standard, performance.now())
      return
    }
    const action = attribute(answer.body, 'action')
    const callback = attribute(answer.body, 'callbackUrl')
    const outcome = OUTCOMES[Math.floor(random() * OUTCOMES.length)] ?? OUTCOMES[0]
    let at = performance.now() + random() * thinkMs
    if (callback && random() < 0.3) {
      await sleepUntil(at)
      await ask('dial-event', here(callback), legParams(callUUID), at)
      at = performance.now() + random() * thinkMs
    }
    let isOwed = false
    if (action && random() >= forgets.dialEnd) {
      await sleepUntil(at)
      const told = await ask('dial-ended', here(action), dialParams(callUUID, outcome), at)
      if (told.status === 200) {
        isOwed = true
        options.onAcknowledged?.({ callUUID, dialStatus: outcome.DialStatus })
      }
      at = performance.now() + (random() * thinkMs) / 3
    }
    if (random() < forgets.hangup) return
    await sleepUntil(at)
    const hungUp = await ask('hangup', `${options.url()}/plivo/hangup`, hangupParams(callUUID), at)
    if (hungUp.status === 200 && action && !isOwed) options.onAcknowledged?.({ callUUID, dialStatus: null })
  }

  /** The URLs in documents name the address that Phloem had then. */
  const here = (url: string): string => url.replace(/^https?:\/\/[^/]+/, options.url())

  async function ask(
    kind: RequestKind,
    url: string,
    params: Record<string, string>,
    dueAt: number,
  ): Promise<Asked> {
    let tries = 0
    let answer: { status: number | null; body: string }
    do {
      tries += 1
      answer = await post(agent, url, params)
    } while ((answer.status === null || answer.status >= 500) && tries <= RETRIES)
    const callUUID = params.CallUUID ?? ''
    const asked = { kind, callUUID, ...answer, tries, latencyMs: performance.now() - dueAt, at: Date.now() }
    options.onAsked?.(asked)
    return asked
  }

  return {
    begun: () => begun,
    stop: async () => {
      isStopped = true
      await beginning
      await Promise.all(underWay)
      agent.destroy()
    },
  }
}

const legParams = (callUUID: string): Record<string, string> => ({
  CallUUID: callUUID,
  DialAction: 'answer',
  DialBLegUUID: 'b-leg',
  DialBLegTo: '12025550101',
  Event: 'DialAnswer',
})

async function sleepUntil(at: number): Promise<void> {
  const waitMs = at - performance.now()
  if (waitMs > 0) await sleep(waitMs)
}

/** Of the document's first `Dial`, unescaped. */
export function attribute(xml: string, name: string): string | null {
  const dial = /<Dial\b[^>]*>/.exec(xml)?.[0] ?? ''
  return new RegExp(`\\b${name}="([^"]*)"`).exec(dial)?.[1]?.replaceAll('&amp;', '&') ?? null
}

/** Signed, by POST, as Plivo asks; never rejects. */
export function post(
  agent: Agent,
  url: string,
  params: Record<string, string>,
): Promise<{ status: number | null; body: string }> {
  const address = url.replace(/#.*$/, '')
  const nonce = createNonce()
  const payload = new URLSearchParams(params).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(payload),
    'x-plivo-signature-v3': signV3('POST', address, params, nonce, AUTH.PLIVO_AUTH_TOKEN),
    'x-plivo-signature-v3-nonce': nonce,
  }
  return new Promise((resolve) => {
    const request = httpRequest(address, { method: 'POST', agent, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? null, body }))
      response.on('error', () => resolve({ status: null, body: '' }))
      response.on('aborted', () => resolve({ status: null, body: '' }))
    })
    request.setTimeout(READ_TIMEOUT_MS, () => request.destroy(new Error('read timeout')))
    request.on('error', () => resolve({ status: null, body: '' }))
    request.end(payload)
  })
}

/** The value below which that share of all lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** Repeatable dice (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
