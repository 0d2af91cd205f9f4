import { expect, it } from 'vitest'
import { matchWords } from './match-words.ts'

it.each([
  ['', 'Publish…'],
  ['pub', 'Publish…'],
  ['del sel', 'Delete the selection'],
  ['sel del', 'Delete the selection'],
  ['cf', 'Call_Forward_1'],
  ['ward', 'Call Forward'],
  ['+1202', '+12025550199'],
])('"%s" fits "%s"', (typed, title) => {
  expect(matchWords(typed, title)).not.toBeNull()
})

it.each([
  ['xyz', 'Publish…'],
  ['pub now', 'Publish…'],
])('"%s" does not fit "%s"', (typed, title) => {
  expect(matchWords(typed, title)).toBeNull()
})

it('prefers the beginning of a word to its middle, and an early word to a late one', () => {
  const best = (typed: string, ...titles: string[]) =>
    titles.toSorted((a, b) => (matchWords(typed, b) ?? 0) - (matchWords(typed, a) ?? 0))[0]
  expect(best('call', 'Recall', 'Test call…', 'Call Forward')).toBe('Call Forward')
  expect(best('un', 'Run', 'Undo')).toBe('Undo')
})
