export interface JsonString {
  /** Of what stands between the quotes. */
  start: number
  end: number
  value: string
  /** Without escapes a place in the value is a place in the text. */
  isPlain: boolean
}

/** The texts in a JSON text that may hold templates: its strings, without keys; of JSON that is not finished, too. */
export function jsonStrings(text: string): JsonString[] {
  return [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"(\s*:)?/g)].flatMap(({ 1: inner = '', 2: colon, index }) => {
    if (colon !== undefined) return []
    try {
      const value = JSON.parse(`"${inner}"`) as string
      const start = index + 1
      return [{ start, end: start + inner.length, value, isPlain: value === inner }]
    } catch {
      return []
    }
  })
}
