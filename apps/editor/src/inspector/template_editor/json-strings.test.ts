import { expect, it } from 'vitest'
import { jsonStrings } from './json-strings.ts'

const found = (text: string) =>
  jsonStrings(text).map(({ start, end, value, isPlain }) => [text.slice(start, end), value, isPlain])

it.each<[string, unknown[]]>([
  [
    '{"key": "one", "list": ["two", 3]}',
    [
      ['one', 'one', true],
      ['two', 'two', true],
    ],
  ],
  ['"{{default A.x \\"y\\"}}"', [['{{default A.x \\"y\\"}}', '{{default A.x "y"}}', false]]],
  [
    '{"a": "not finished, "b": "c"}',
    [
      ['not finished, ', 'not finished, ', true],
      [': ', ': ', true],
    ],
  ],
  ['{"a": "\\x"}', []],
  ['', []],
])('finds the texts of %s', (text, expected) => {
  expect(found(text)).toEqual(expected)
})
