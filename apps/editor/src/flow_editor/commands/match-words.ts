/**
 * How well a typed text fits a title: every typed word must begin a word of the title, or stand in one, or its letters
 * be the beginnings of words (`nh` fits `No Hurry`). Higher is better; null when it does not fit.
 */
export const matchWords = (typed: string, title: string): number | null =>
  fitOf(wordsOf(typed), wordsOf(title))

/** The same for words that were taken apart already: a list is compared anew at every letter. */
export function fitOf(typed: readonly string[], words: readonly string[]): number | null {
  let score = 0
  for (const part of typed) {
    const place = words.findIndex((word) => word.startsWith(part))
    if (place >= 0) score += 3 - Math.min(place, 9) / 10
    else if (
      words
        .map((word) => word[0])
        .join('')
        .includes(part)
    )
      score += 1.5
    else if (words.some((word) => word.includes(part))) score += 1
    else return null
  }
  return score
}

export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}+]+/u)
    .filter((word) => word !== '')
