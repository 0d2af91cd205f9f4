import { expect, it } from 'vitest'
import { inWords, quote } from './quote.ts'

it.each([
  { value: '+1202', quoted: '"+1202"' },
  { value: 'say "hi"\n', quoted: '"say \\"hi\\"\\n"' },
  { value: 'x'.repeat(61), quoted: `"${'x'.repeat(60)}…"` },
  { value: 'a\u202eb\u0085', quoted: '"a\\u{202e}b\\u{0085}"' },
  { value: 7, quoted: '"7"' },
  { value: undefined, quoted: '"undefined"' },
])('quotes $value as $quoted', ({ value, quoted }) => {
  expect(quote(value)).toBe(quoted)
})

it.each([
  { items: [], words: '' },
  { items: ['a'], words: 'a' },
  { items: ['a', 'b'], words: 'a and b' },
  { items: ['a', 'b', 'c'], words: 'a, b and c' },
])('lists $items as "$words"', ({ items, words }) => {
  expect(inWords(items)).toBe(words)
})
