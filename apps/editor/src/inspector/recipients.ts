import { toE164 } from '@phloem/flow'

/**
 * The recipients of a text in which commas or line ends part them. Pasted into one line, line ends are spaces; a
 * space before the next plus sign or `sip:` parts as well, for within a number there is neither.
 */
export const parseRecipients = (text: string): string[] =>
  text
    .split(/[,\n]|\s+(?=\+|sip:)/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

export const formatRecipients = (recipients: readonly string[]): string => recipients.join(', ')

/** International numbers as people write them, `+1 (202) 555-0101`, in E.164; everything else as it is. */
export const tidyRecipients = (recipients: readonly string[]): string[] =>
  recipients.map((entry) => (entry.startsWith('+') ? (toE164(entry) ?? entry) : entry))
