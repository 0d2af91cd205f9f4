import { elementWords } from './element-words.ts'
import { hangup } from './hangup.ts'
import { type LiveCall, markAnswered, type Next, note, passSeconds } from './live-call.ts'
import { performDial } from './perform-dial.ts'
import { performRecord } from './perform-record.ts'
import type { XmlElement } from './xml.ts'

/** Performs the elements in order until one of them takes the call elsewhere; null when they run out. */
export async function performAll(call: LiveCall, elements: readonly XmlElement[]): Promise<Next | null> {
  for (const element of elements) {
    const { name, attributes } = element
    call.record({ type: 'element', actor: 'system', name, attributes, text: elementWords(element) })
    const perform = performers[name]
    const next = perform === undefined ? note(call, `${name} is not simulated`) : await perform(call, element)
    if (next) return next
  }
  return null
}

type Perform = (call: LiveCall, element: XmlElement) => Promise<Next | null>

const performers: Readonly<Record<string, Perform>> = {
  Dial: performDial,
  Record: performRecord,
  Speak: (call, element) => performSound(call, element, speechSeconds(element.text)),
  Play: (call, element) => performSound(call, element, SOUND_SECONDS),
  Wait: (call, element) => passSeconds(call, integer(element, 'length', 1)),
  DTMF: async (call) => {
    markAnswered(call)
    return null
  },
  async Redirect(_, element) {
    const { method = 'POST' } = element.attributes
    const url = element.text.trim()
    return { type: 'fetch', purpose: 'redirect', url, method, params: { Event: 'Redirect' } }
  },
  async Hangup(call, { attributes }) {
    if (attributes.schedule !== undefined) {
      call.endsAtSeconds = Math.min(call.endsAtSeconds, call.clock.nowSeconds() + Number(attributes.schedule))
      return null
    }
    // A reason refuses the call, which is possible only before it is answered.
    const code =
      call.answeredAt !== null ? 4000 : attributes.reason === 'busy' ? 3010 : attributes.reason ? 3020 : 4000
    return { type: 'end', hangup: hangup(code, 'Answer XML') }
  },
  async PreAnswer(call, { children }) {
    const { answeredAt } = call
    const next = await performAll(call, children)
    call.answeredAt = answeredAt
    return next
  },
  GetDigits: (call, element) => performInput(call, element, integer(element, 'timeout', 5)),
  GetInput: (call, element) => performInput(call, element, integer(element, 'executionTimeout', 15)),
}

/** Sounds are not fetched, so each counts as this long. */
const SOUND_SECONDS = 5

const SECONDS_PER_WORD = 0.4

const speechSeconds = (text: string): number => text.trim().split(/\s+/).length * SECONDS_PER_WORD

async function performSound(call: LiveCall, element: XmlElement, seconds: number): Promise<Next | null> {
  markAnswered(call)
  const loop = integer(element, 'loop', 1)
  return passSeconds(call, seconds * (loop === 0 ? Number.POSITIVE_INFINITY : loop))
}

/** Scripted callers press nothing: the prompts are heard, the time runs out, and the next element has its turn. */
async function performInput(
  call: LiveCall,
  element: XmlElement,
  timeoutSeconds: number,
): Promise<Next | null> {
  markAnswered(call)
  for (let tries = integer(element, 'retries', 1); tries > 0; tries--) {
    const next = (await performAll(call, element.children)) ?? (await passSeconds(call, timeoutSeconds))
    if (next !== null) return next
  }
  note(call, 'no input')
  return null
}

const integer = ({ attributes }: XmlElement, name: string, byDefault: number): number =>
  Number(attributes[name] ?? byDefault)
