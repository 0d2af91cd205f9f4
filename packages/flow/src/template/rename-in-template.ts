import { parseTemplate } from './parse-template.ts'

/** The text with every reference to the node `from` naming `to`. A text that is no template stays as it is. */
export function renameInTemplate(text: string, from: string, to: string): string {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return text
  let renamed = ''
  let done = 0
  for (const { node, start } of parsed.references) {
    if (node !== from) continue
    renamed += text.slice(done, start) + to
    done = start + from.length
  }
  return renamed + text.slice(done)
}
