/**
 * A text as key and filter columns hold it: NUL and lone surrogates, which SQLite would cut off or replace, as
 * JSON writes them. No two texts share a key; a text without quotes, backslashes and control characters is its own.
 */
export const toKey = (text: string): string => JSON.stringify(text).slice(1, -1)

export const fromKey = (key: string): string => JSON.parse(`"${key}"`)

export const toKeyOrNull = (text: string | null): string | null => (text === null ? null : toKey(text))
