import type { Dial, Emitted } from '@phloem/flow'
import { withPlus } from '../phone-number.ts'
import { retries } from '../retry-fragment.ts'
import type { CallbackUrls } from './callback-urls.ts'
import { type Attributes, type Element, element } from './element.ts'
import { firstCharacters } from './first-characters.ts'

/** Plivo's limit for `callerName` (Plivo dial page). */
const MAX_CALLER_NAME = 50

/**
 * `Dial`, after a `Record` when the talk is to be recorded. Attributes whose defaults Plivo's pages dispute are
 * always there. A dial without recipients is not XML that Plivo takes: the node must not ask for one.
 */
export function dialElements(dial: Emitted<Dial>, urls: CallbackUrls): Element[] {
  const { step, nodeId, confirm } = dial
  const attributes: Attributes = {
    action: retries(urls.dialEnded(step, nodeId)),
    method: 'POST',
    redirect: true,
    timeout: dial.ringTimeoutSeconds,
    timeLimit: dial.timeLimitSeconds,
    callerId: withPlus(dial.callerId) || undefined,
    callerName: firstCharacters(inOneLine(dial.callerName), MAX_CALLER_NAME) || undefined,
    hangupOnStar: false,
    callbackUrl: retries(urls.dialEvent(step, nodeId)),
    callbackMethod: 'POST',
    confirmSound: confirm ? retries(urls.confirmSound(step, nodeId)) : undefined,
    confirmKey: confirm?.key,
    confirmTimeout: confirm?.timeoutSeconds,
  }
  const dialElement = element('Dial', attributes, dial.recipients.map(recipient))
  return dial.record ? [recording(dial, urls), dialElement] : [dialElement]
}

/**
 * A dial of which nobody is told: it has no URL that would lead back here. The caller ID is the caller's own, Plivo's
 * default.
 */
export const plainDial = (to: string, seconds: { ringTimeout: number; timeLimit: number }): Element =>
  element(
    'Dial',
    { redirect: false, timeout: seconds.ringTimeout, timeLimit: seconds.timeLimit, hangupOnStar: false },
    [recipient(to)],
  )

/** A caller's name may hold anything, but it goes into a SIP header. */
const inOneLine = (name: string): string => name.replace(/\p{Cc}+/gu, ' ')

const recipient = (address: string): Element =>
  element(/^sips?:/i.test(address) ? 'User' : 'Number', {}, [address])

/** Runs in the background from the callee's answer to the end of the talk; it must stand before its `Dial`. */
const recording = ({ step, nodeId, timeLimitSeconds }: Emitted<Dial>, urls: CallbackUrls): Element =>
  element('Record', {
    recordSession: true,
    startOnDialAnswer: true,
    redirect: false,
    fileFormat: 'mp3',
    recordChannelType: 'stereo',
    finishOnKey: '#',
    maxLength: timeLimitSeconds,
    callbackUrl: retries(urls.recorded(step, nodeId)),
    callbackMethod: 'POST',
  })
