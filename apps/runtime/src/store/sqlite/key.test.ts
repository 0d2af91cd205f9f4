import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromKey, toKey } from './key.ts'

const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units))

describe('a key', () => {
  it('gives its text back, whatever that is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fromKey(toKey(text))).toBe(text)
      }),
    )
  })

  it('is well-formed and free of NUL and line breaks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toKey(text).isWellFormed()).toBe(true)
        expect(toKey(text)).not.toMatch(/[\0\n]/)
      }),
    )
  })

  it.each(['+12025550199', '3f2b0c1e-7d1c-4b6e-9d55-0a4f2f0e8a11', 'Zoë 📞'])(
    'is the text itself for %s',
    (text) => {
      expect(toKey(text)).toBe(text)
    },
  )
})
