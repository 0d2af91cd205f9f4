import { describe, expect, it } from 'vitest'
import { parseLeg } from './leg.ts'
import { parsePlaceCall } from './place-call.ts'
import { SimulatorError } from './simulator-error.ts'

const parse = (json: object) => parsePlaceCall({ from: '+12065550100', to: '+12025550199', ...json })

describe('parseLeg', () => {
  it.each([
    ['answer', ['answer', 'answered', 'Answered', 'complete', 'completed']],
    ['busy', ['busy', 'BUSY']],
    ['reject', ['reject', 'rejected']],
    ['no_answer', ['no_answer', 'no-answer', 'noanswer', 'no answer', 'rings_out', 'rings-out']],
    ['unreachable', ['unreachable', 'failed', 'fail']],
    ['timeout', ['timeout', 'carrier_timeout', 'carrier-timeout']],
    ['cancel', ['cancel', 'cancelled', 'canceled']],
  ])('reads %s in all its spellings', (outcome, spellings) => {
    expect(spellings.map((each) => parseLeg({ outcome: each }).outcome)).toEqual(spellings.map(() => outcome))
  })

  it('takes the outcome alone for a leg, and no outcome for an answer', () => {
    expect(parseLeg('busy')).toEqual({ outcome: 'busy' })
    expect(parseLeg({})).toEqual({ outcome: 'answer' })
  })

  it('reads all there is, however the keys are spelt', () => {
    expect(
      parseLeg({
        number: '1 (202) 555-0101',
        outcome: 'answer',
        ring_seconds: '3',
        'talk-seconds': 7.5,
        pressKey: 1,
        press_after_seconds: 0,
        colour: 'blue',
      }),
    ).toEqual({
      number: '+12025550101',
      outcome: 'answer',
      ringSeconds: 3,
      talkSeconds: 7.5,
      pressKey: '1',
      pressAfterSeconds: 0,
    })
    expect(parseLeg({ number: 'sip:Anna@Example.com', pressKey: null })).toEqual({
      number: 'sip:anna@example.com',
      outcome: 'answer',
      pressKey: null,
    })
  })
})

describe('parsePlaceCall', () => {
  it('writes numbers in E.164 and leaves out what is not said', () => {
    expect(parsePlaceCall({ from: '12065550100', to: '1 202 555 0199' })).toEqual({
      from: '+12065550100',
      to: '+12025550199',
      legs: [],
    })
  })

  it('reads the caller name, the legs and the speed', () => {
    expect(parse({ caller_name: 'Zoë', legs: ['busy', {}], speed: 'Infinity' })).toMatchObject({
      callerName: 'Zoë',
      legs: [{ outcome: 'busy' }, { outcome: 'answer' }],
      speed: Number.POSITIVE_INFINITY,
    })
  })

  it.each([
    [false, undefined],
    [true, { while: 'ringing', afterSeconds: 5 }],
    ['ringing', { while: 'ringing', afterSeconds: 5 }],
    ['talking', { while: 'talking', afterSeconds: 5 }],
    [7, { while: 'either', afterSeconds: 7 }],
    [
      { while: 'talking', after_seconds: 3 },
      { while: 'talking', afterSeconds: 3 },
    ],
    [{ afterSeconds: 3 }, { while: 'either', afterSeconds: 3 }],
  ])('reads the hang-up %j', (json, hangup) => {
    expect(parse({ legs: ['no_answer'], hangup: json }).hangup).toEqual(hangup)
  })

  it.each([
    [[{ outcome: 'answer', ringSeconds: 3 }], 1.5],
    [['answer'], 2],
    [[{ outcome: 'answer', ringSeconds: 60 }], 5],
  ])('lets a caller who is to hang up while %j rings do so before the answer', (legs, afterSeconds) => {
    expect(parse({ legs, hangup: 'ringing' }).hangup).toEqual({ while: 'ringing', afterSeconds })
  })

  it('leaves its own answer as it is', () => {
    const call = parse({ legs: [{ outcome: 'no-answer', pressKey: null }], hangup: true, speed: 60 })
    expect(parsePlaceCall(call)).toEqual(call)
  })

  it.each([
    ['call', null],
    ['call', []],
    ['from', { from: 'anna', to: '+12025550199' }],
    ['to', { from: '+12065550100' }],
    ['callerName', { callerName: 7 }],
    ['legs', { legs: 'busy' }],
    ['legs', { legs: Array(51).fill('busy') }],
    ['legs[1].outcome', { legs: ['busy', 'asleep'] }],
    ['legs[0].ringSeconds', { legs: [{ ringSeconds: -1 }] }],
    ['legs[0].talkSeconds', { legs: [{ talkSeconds: 'long' }] }],
    ['legs[0].pressKey', { legs: [{ pressKey: '12' }] }],
    ['legs[0].number', { legs: [{ number: 'anna' }] }],
    ['hangup', { hangup: -1 }],
    ['hangup.while', { hangup: 'sleeping' }],
    ['hangup.afterSeconds', { hangup: { while: 'ringing', afterSeconds: 'x' } }],
    ['speed', { speed: 0 }],
    ['speed', { speed: 'fast' }],
  ])('names %s as the field that is wrong in %j', (field, json) => {
    const call =
      json === null || Array.isArray(json) || 'from' in json
        ? json
        : { from: '+12065550100', to: '+12025550199', ...json }
    expect(() => parsePlaceCall(call)).toThrow(expect.objectContaining({ field }))
    expect(() => parsePlaceCall(call)).toThrow(SimulatorError)
  })
})
