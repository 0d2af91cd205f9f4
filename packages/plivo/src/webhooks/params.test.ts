import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { first, readPairs } from './params.ts'

describe('readPairs', () => {
  it.each([
    [
      'From=%2B14155550100&To=14155550199',
      [
        ['From', '+14155550100'],
        ['To', '14155550199'],
      ],
    ],
    ['SessionStart=2026-01-05+10%3A11%3A12.131415', [['SessionStart', '2026-01-05 10:11:12.131415']]],
    ['CallerName=Zo%C3%AB++O%27Neil+%26+Co', [['CallerName', "Zoë  O'Neil & Co"]]],
    [
      'DialBLegUUID=&run',
      [
        ['DialBLegUUID', ''],
        ['run', ''],
      ],
    ],
    [
      'b=2&a=1&b=1',
      [
        ['b', '2'],
        ['a', '1'],
        ['b', '1'],
      ],
    ],
    ['a=1=2', [['a', '1=2']]],
    [
      '__proto__=x&constructor=y',
      [
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ],
    ],
    ['?a=1', [['?a', '1']]],
    [
      'a=100%&b=%zz',
      [
        ['a', '100%'],
        ['b', '%zz'],
      ],
    ],
    ['&&', []],
    ['', []],
  ])('reads %j', (raw, pairs) => {
    expect(readPairs(raw)).toEqual(pairs)
  })

  it('gives back whatever a form encoder wrote, in order', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const raw = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
        expect(readPairs(raw)).toEqual(pairs)
      }),
    )
  })
})

describe('first', () => {
  const params = readPairs('a=1&b=2&a=3&__proto__=x')

  it.each([
    ['a', '1'],
    ['b', '2'],
    ['__proto__', 'x'],
    ['c', undefined],
    ['toString', undefined],
  ])('finds %s', (name, value) => {
    expect(first(params, name)).toBe(value)
  })
})
