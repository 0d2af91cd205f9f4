import type { DialEvent } from './dial-plan.ts'
import type { Hangup } from './hangup.ts'
import { type LiveCall, note, paramsInCall } from './live-call.ts'
import { type CalleeParties, calleeHangupParams, calleeParams } from './parameters.ts'
import { methodOf } from './request-action.ts'
import { isWebUrl } from './webhook.ts'
import type { XmlElement } from './xml.ts'

/** One dialled recipient: the B leg. */
export interface Callee extends CalleeParties {
  startedAt: Date
  answeredAt: Date | null
}

type LegEvent = Exclude<DialEvent, { type: 'call_ends' }>

export function recordLeg(call: LiveCall, callee: Callee, event: LegEvent): void {
  call.record({
    type: 'leg',
    actor: 'callee',
    what: event.type,
    legUUID: callee.legUUID,
    number: callee.to,
    position: callee.position,
    hangup: event.type === 'ends' ? event.hangup : null,
    text: `${callee.to} ${legWords(event)}`,
  })
}

/** One live event of the leg to the Dial's `callbackUrl`, when it has one; the answer is ignored. */
export async function sendCalleeCallback(
  call: LiveCall,
  dial: XmlElement,
  callee: Callee,
  action: 'answer' | 'connected' | 'hangup',
  reason?: Hangup,
): Promise<void> {
  const { callbackUrl: url, callbackMethod } = dial.attributes
  if (url === undefined) return
  if (!isWebUrl(url)) return note(call, `cannot request the callbackUrl ${url}`)
  const times = { ...callee, endedAt: call.clock.date() }
  const params = paramsInCall(call, {
    ...calleeParams(callee, action),
    ...(reason === undefined ? {} : calleeHangupParams(reason, times)),
  })
  await call.send({ purpose: 'dial_callback', method: methodOf(callbackMethod), url, params })
}

const endings: Partial<Record<Hangup['code'], string>> = {
  1000: 'stops ringing',
  3000: 'rings out',
  3010: 'is busy',
  3020: 'rejects',
  3050: 'is unreachable',
  3070: 'was never reached by its carrier',
  4000: 'hangs up',
  6000: 'is cut off by the time limit',
  6010: 'rings out',
  9000: 'lost the race',
  9110: 'did not press the key',
}

function legWords(event: LegEvent): string {
  if (event.type === 'presses') return `presses ${event.key}`
  if (event.type === 'connects') return 'talks to the caller'
  if (event.type !== 'ends') return event.type
  const { code, source } = event.hangup
  return code === 4000 && source === 'Caller' ? 'is left by the caller' : (endings[code] ?? event.hangup.name)
}
