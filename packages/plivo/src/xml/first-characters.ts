/** The first characters of a text, counted and cut by code point, so that no emoji is split. */
export const firstCharacters = (text: string, count: number): string =>
  text.length <= count ? text : Array.from(text).slice(0, count).join('')
