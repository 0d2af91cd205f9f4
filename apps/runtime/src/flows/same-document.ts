/** To the letter: a node that only moved makes another document. */
export const isSameDocument = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
