import { expect, it } from 'vitest'
import { readPairs } from './params.ts'
import { readRing } from './ring.ts'

it('reads which call rings', () => {
  expect(readRing(readPairs('CallUUID=c-1&CallStatus=ringing'))).toEqual({ kind: 'rang', callUUID: 'c-1' })
})

it('refuses a ring that names no call', () => {
  expect(readRing(readPairs('CallStatus=ringing'))).toMatchObject({ kind: 'invalid', field: 'CallUUID' })
})
