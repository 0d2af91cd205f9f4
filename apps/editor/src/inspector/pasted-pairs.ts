import type { KeyValue } from '@phloem/flow'

/**
 * The pairs of a pasted text with one `key=value` or `key: value` on each line, or null when it is something
 * else. A single line counts with `=` only: a URL has a colon too.
 */
export function pastedPairs(text: string): KeyValue[] | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const separator = lines.length > 1 ? /^\s*([^=:\s]+)\s*[=:]\s*(.*?)\s*$/ : /^\s*([^=:\s]+)\s*=\s*(.*?)\s*$/
  const pairs = lines.flatMap((line) => {
    const [, key, value] = separator.exec(line) ?? []
    return key === undefined || value === undefined ? [] : [{ key, value }]
  })
  return lines.length > 0 && pairs.length === lines.length ? pairs : null
}
