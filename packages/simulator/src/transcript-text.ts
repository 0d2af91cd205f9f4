import type { Transcript, TranscriptEntry } from './transcript.ts'
import { inOneLine, isShort } from './webhook-entry.ts'

/** The transcript as text: when, who, what, a line per entry; a longer answer stands under its webhook, whole. */
export const transcriptText = ({ entries }: Transcript): string => entries.flatMap(linesOf).join('\n')

function linesOf(entry: TranscriptEntry): string[] {
  const { atSeconds, actor, text } = entry
  const line = `${atSeconds.toFixed(1).padStart(6)} s  ${actor.padEnd(7)}  ${text}`
  if (entry.type !== 'webhook' || isShort(entry.body)) return [line]
  return [line, ...indented(inOneLine(entry.body)).map((part) => `${' '.repeat(21)}${part}`)]
}

/** One line per element; an element with many attributes gets one line for each of them. */
function indented(body: string): string[] {
  let depth = 0
  return body.split(/(?<=>)(?=<)/).flatMap((part) => {
    if (part.startsWith('</')) depth -= 1
    const margin = '  '.repeat(Math.max(0, depth))
    const opens = /^<[^/!?]/.test(part) && !part.endsWith('/>') && !part.includes('</')
    if (opens) depth += 1
    const attributes = part.length > 100 ? part.replace(/ (?=[\w-]+=")/g, `\n${margin}    `) : part
    return `${margin}${attributes}`.split('\n')
  })
}
