import { describe, expect, it } from 'vitest'
import { createCast } from './cast.ts'

describe('createCast', () => {
  it('uses legs in dial order and repeats the last one', () => {
    const cast = createCast([{ outcome: 'busy' }, { outcome: 'no_answer' }])
    expect(['+12025550101', '+12025550102', '+12025550103'].map((number) => cast(number).outcome)).toEqual([
      'busy',
      'no_answer',
      'no_answer',
    ])
  })

  it('keeps a leg with a number for that number, in any spelling', () => {
    const cast = createCast([{ outcome: 'busy' }, { number: '+12025550101', outcome: 'reject' }])
    expect(cast('12025550101').outcome).toBe('reject')
    expect(cast('+12025550102').outcome).toBe('busy')
    expect(cast('+1 202 555 0101').outcome).toBe('reject')
  })

  it('lets a recipient without a leg answer', () => {
    expect(createCast([])('+12025550101')).toEqual({ outcome: 'answer' })
    expect(createCast([{ number: '+12025550101', outcome: 'busy' }])('sip:a@example.com')).toEqual({
      outcome: 'answer',
    })
  })

  it('reaches nobody at what is no address', () => {
    expect(createCast([])('{{Start.call.from}}')).toEqual({ outcome: 'unreachable' })
  })
})
