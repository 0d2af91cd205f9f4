import { retries } from '../retry-fragment.ts'
import { plainDial } from './dial.ts'
import { element } from './element.ts'
import { serialize } from './serialize.ts'
import { speak } from './speak.ts'

/** An acknowledgement where Plivo expects no instructions; as an answer to a live call it ends the call. */
export const emptyXml = '<Response></Response>'

/** Keeps the caller waiting with music, then has Plivo ask the URL (absolute, without a fragment) for more. */
export const parkXml = ({ seconds, url }: { seconds: number; url: string }): string =>
  serialize(
    element('Response', {}, [
      element('Wait', { length: seconds, silence: false }),
      element('Redirect', { method: 'POST' }, [retries(url)]),
    ]),
  )

/** What a `confirmSound` URL answers; Plivo ignores all but `Speak`, `Play` and `Wait` there. */
export const confirmXml = (prompt: string): string => serialize(element('Response', {}, [speak(prompt)]))

/** Forwards the caller and asks for nothing more: the call ends with the dial. `to` is E.164 or a `sip:` URI. */
export const forwardXml = (to: string, seconds: { ringTimeout: number; timeLimit: number }): string =>
  serialize(element('Response', {}, [plainDial(to, seconds)]))

/** The last words of a call that cannot go on. */
export const apologyXml = (text: string): string =>
  serialize(element('Response', {}, [speak(text), element('Hangup')]))
