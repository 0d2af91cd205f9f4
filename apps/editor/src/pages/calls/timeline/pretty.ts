/** XML and JSON with a line per element; other texts as they are. For reading only. */
export function pretty(text: string): string {
  const trimmed = text.trim()
  if (trimmed.startsWith('<')) return prettyXml(trimmed)
  return prettyJson(trimmed) ?? text
}

function prettyJson(text: string): string | null {
  if (!/^[[{]/.test(text)) return null
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return null
  }
}

/** An element that holds only text, or nothing, stays on one line. */
function prettyXml(xml: string): string {
  const parts = xml.match(/<([\w:.-]+)(?:\s[^>]*)?>[^<]*<\/\1>|<[^>]+>|[^<\s][^<]*/g) ?? []
  let depth = 0
  const lines = parts.map((part) => {
    if (part.startsWith('</')) depth -= 1
    const indent = '  '.repeat(Math.max(0, depth))
    const line = indent + withAttributesApart(part.trim(), indent)
    if (/^<[\w:.-]/.test(part) && !/\/>$|<\//.test(part)) depth += 1
    return line
  })
  return lines.join('\n')
}

const LONGEST_TAG = 80

/** A long tag gets a line per attribute. */
const withAttributesApart = (part: string, indent: string): string =>
  part.length > LONGEST_TAG && part.startsWith('<')
    ? part.replace(/\s+([\w:.-]+="[^"]*")/g, `\n${indent}    $1`)
    : part
