/** `; did you mean "call.from"?` where one of the candidates is close to the word, else nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = closest(word, candidates)
  return meant === null ? '' : `; did you mean "${meant}"?`
}

/**
 * The candidate that the word begins or, if none, the one with the fewest slips of the keyboard; null when all are
 * far off.
 */
export function closest(word: string, candidates: Iterable<string>): string | null {
  const all = [...candidates]
  const completed = all.find((candidate) => isShortFor(word, candidate))
  if (completed !== undefined) return completed
  let best: string | null = null
  let fewest = Math.min(MOST_SLIPS, Math.max(1, Math.floor(word.length * 0.4))) + 1
  for (const candidate of all) {
    if (candidate === word) continue
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase(), fewest)
    if (slips < fewest) {
      fewest = slips
      best = candidate
    }
  }
  return best
}

const MOST_SLIPS = 4

/** `ringTimeout` for `ringTimeoutSeconds`. */
const isShortFor = (word: string, candidate: string): boolean =>
  word.length >= 4 && word.length < candidate.length && candidate.toLowerCase().startsWith(word.toLowerCase())

/**
 * Levenshtein's distance, with two swapped neighbours counted as one slip (optimal string alignment). Gives up with
 * Infinity at the limit, and fills only the cells that could stay below it.
 */
function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return Infinity
  let beforeLast: number[] = []
  let last = Array.from({ length: Math.min(b.length, limit) + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    let fewest = i
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j += 1) {
      const isSwapped = j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const slips = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwapped ? at(beforeLast, j - 2) + 1 : Infinity,
      )
      row[j] = slips
      fewest = Math.min(fewest, slips)
    }
    if (fewest >= limit) return Infinity
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

const at = (row: number[], index: number): number => row[index] ?? Infinity
