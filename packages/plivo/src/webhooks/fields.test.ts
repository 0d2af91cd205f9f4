import { describe, expect, it } from 'vitest'
import { fieldsOf } from './fields.ts'
import { readPairs } from './params.ts'

describe('fieldsOf', () => {
  it('keeps the first value of each name, verbatim', () => {
    expect(fieldsOf(readPairs('From=14155550100&X-PH-Team=a&X-PH-Team=b&DialBLegUUID='))).toEqual({
      From: '14155550100',
      'X-PH-Team': 'a',
      DialBLegUUID: '',
    })
  })

  it('takes `__proto__` for a name like any other', () => {
    const fields = fieldsOf(readPairs('__proto__=x&constructor=y'))
    expect(Object.entries(fields)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
  })

  it('survives a round trip through JSON', () => {
    const fields = fieldsOf(readPairs('__proto__=x&a=1'))
    expect(JSON.parse(JSON.stringify(fields))).toStrictEqual(fields)
  })

  it('keeps the first 100', () => {
    const many = Array.from({ length: 101 }, (_, index) => [`name${index}`, 'x'] as const)
    expect(Object.keys(fieldsOf(many))).toEqual(many.slice(0, 100).map(([name]) => name))
  })

  it('leaves out names and values of more than 2000 characters', () => {
    const at = 'x'.repeat(2000)
    const beyond = 'x'.repeat(2001)
    const params = [
      ['a', at],
      ['b', beyond],
      [at, '1'],
      [beyond, '2'],
    ] as const
    expect(Object.keys(fieldsOf(params))).toEqual(['a', at])
  })
})
