import { type Element, element } from './element.ts'
import { firstCharacters } from './first-characters.ts'

/** Plivo's limit for one `Speak` (Plivo speak page). */
const MAX_CHARACTERS = 3000

/** Reads a text out once; what is beyond Plivo's limit is not read. */
export const speak = (text: string): Element =>
  element('Speak', { language: 'en-US', voice: 'WOMAN', loop: 1 }, [firstCharacters(text, MAX_CHARACTERS)])
