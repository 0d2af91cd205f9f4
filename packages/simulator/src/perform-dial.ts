import { randomUUID } from 'node:crypto'
import { type Callee, recordLeg, sendCalleeCallback } from './callee.ts'
import { type DialEvent, type DialPlan, type DialScript, planDial } from './dial-plan.ts'
import { hangup } from './hangup.ts'
import { hangupByCaller, type LiveCall, markAnswered, type Next, note, recordCut } from './live-call.ts'
import type { Params } from './parameters.ts'
import { finishRecording, startRecording } from './perform-record.ts'
import { toAddress } from './phone-number.ts'
import type { CallerHangup } from './place-call.ts'
import { playConfirmSound } from './play-confirm-sound.ts'
import { requestAction, sendActionOnly } from './request-action.ts'
import type { XmlElement } from './xml.ts'

/** Plivo's hangup causes page; its Dial pages name no default. */
const RING_TIMEOUT_SECONDS = 120
const TIME_LIMIT_SECONDS = 14_400
const CONFIRM_TIMEOUT_SECONDS = 120

/** Rings all recipients at once and bridges the first; then the action, if the element has one. */
export async function performDial(call: LiveCall, dial: XmlElement): Promise<Next | null> {
  const beganAt = call.clock.nowSeconds()
  call.dialBeganAtSeconds ??= beganAt
  const callees = dial.children.map((child, index) => createCallee(call, dial, child, index + 1))
  const plan = planDial(dialScript(call, dial, callees))
  for (const event of plan.events) {
    await call.clock.waitUntil(beganAt + event.atSeconds)
    await playEvent(call, dial, callees, event)
  }
  recordDialEnd(call, plan)
  if (plan.connected !== null) await finishRecording(call)
  const params = actionParams(call, plan, callees)
  if (plan.endsCall === null) return requestAction(call, dial, params)
  if (call.actionAfterCallerHangup) await sendActionOnly(call, dial, params)
  return { type: 'end', hangup: plan.endsCall === 'caller' ? hangupByCaller(call) : hangup(6000, 'Plivo') }
}

function createCallee(call: LiveCall, dial: XmlElement, child: XmlElement, position: number): Callee {
  const number = child.text.trim()
  if (toAddress(number) === null) note(call, `cannot dial ${number}: no phone number and no sip: address`)
  return {
    callUUID: call.parties.callUUID,
    legUUID: randomUUID(),
    from: child.attributes.callerId ?? dial.attributes.callerId ?? call.parties.from,
    to: number,
    position,
    startedAt: call.clock.date(),
    answeredAt: null,
  }
}

function dialScript(call: LiveCall, { attributes }: XmlElement, callees: Callee[]): DialScript {
  const { timeout, timeLimit, confirmKey, confirmSound, confirmTimeout } = attributes
  if (confirmKey !== undefined && confirmSound === undefined)
    note(call, 'ignores confirmKey without confirmSound')
  return {
    legs: callees.map(({ to }) => call.cast(to)),
    ringTimeoutSeconds: Number(timeout ?? RING_TIMEOUT_SECONDS),
    timeLimitSeconds: Number(timeLimit ?? TIME_LIMIT_SECONDS),
    confirm:
      confirmKey === undefined || confirmSound === undefined
        ? null
        : { key: confirmKey, timeoutSeconds: Number(confirmTimeout ?? CONFIRM_TIMEOUT_SECONDS) },
    callerHangup: callerHangupInDial(call),
    callEndsAfterSeconds: call.endsAtSeconds - call.clock.nowSeconds(),
  }
}

/** The caller's script counts from the first dial of the call, a plan from the beginning of its own. */
function callerHangupInDial({
  callerHangup,
  hasTalked,
  dialBeganAtSeconds,
  clock,
}: LiveCall): CallerHangup | null {
  if (callerHangup === null || callerHangup.while === 'talking') return callerHangup
  if (callerHangup.while === 'ringing' && hasTalked) return null
  const sinceFirstDial = clock.nowSeconds() - (dialBeganAtSeconds ?? 0)
  return { ...callerHangup, afterSeconds: callerHangup.afterSeconds - sinceFirstDial }
}

async function playEvent(
  call: LiveCall,
  dial: XmlElement,
  callees: Callee[],
  event: DialEvent,
): Promise<void> {
  if (event.type === 'call_ends') return recordCut(call, event.by)
  const callee = callees[event.leg] as Callee
  recordLeg(call, callee, event)
  switch (event.type) {
    case 'answers':
      callee.answeredAt = call.clock.date()
      await sendCalleeCallback(call, dial, callee, 'answer')
      return playConfirmSound(call, dial, callee)
    case 'connects':
      markAnswered(call)
      call.hasTalked = true
      startRecording(call)
      return sendCalleeCallback(call, dial, callee, 'connected')
    case 'ends':
      return sendCalleeCallback(call, dial, callee, 'hangup', event.hangup)
  }
}

function recordDialEnd(call: LiveCall, { status, hangupCause, rang }: DialPlan): void {
  call.dialStatuses.push(status)
  const text = `ends the dial: ${status} (${hangupCause}), ${rang ? 'it rang' : 'it never rang'}`
  call.record({
    type: 'dial_ended',
    actor: 'carrier',
    dialStatus: status,
    dialHangupCause: hangupCause,
    rang,
    text,
  })
}

const actionParams = (call: LiveCall, plan: DialPlan, callees: Callee[]): Params => ({
  // What Plivo sends here is not documented; for other elements it is this.
  Event: 'Redirect',
  DialStatus: plan.status,
  DialRingStatus: String(plan.rang),
  DialHangupCause: plan.hangupCause,
  DialALegUUID: call.parties.callUUID,
  DialBLegUUID: plan.connected === null ? '' : (callees[plan.connected]?.legUUID ?? ''),
})
