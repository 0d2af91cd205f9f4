import { expect, it } from 'vitest'
import { isoOf, localInput } from './local-input.ts'

it('goes from ISO to the input and back', () => {
  expect(isoOf(localInput('2026-01-05T12:30:00.000Z'))).toBe('2026-01-05T12:30:00.000Z')
})

it.each([undefined, '', 'yesterday'])('shows %j as empty', (iso) => {
  expect(localInput(iso)).toBe('')
})

it.each(['', '2026-13-01T00:00'])('reads %j as no time', (local) => {
  expect(isoOf(local)).toBe('')
})
