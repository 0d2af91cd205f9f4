import { describe, expect, it } from 'vitest'
import type { CarrierDiagnosis, Refusal } from '../../api/types.ts'
import { adviceOf, carrierState } from './carrier-state.ts'

const refusal = (changes: Partial<Refusal> = {}): Refusal => ({
  at: '2026-01-05T10:00:00.000Z',
  reason: 'mismatch',
  method: 'POST',
  url: 'https://phloem.example/plivo/answer',
  from: '192.0.2.1',
  suggestion: {
    kind: 'public_url',
    isFromCarrier: true,
    message: 'The URL Plivo signed differs.',
    set: 'PHLOEM_PUBLIC_URL=http://phloem.example',
  },
  ...changes,
})
const stranger = refusal({
  suggestion: { kind: 'not_signed', isFromCarrier: false, message: 'Somebody else asked.', set: null },
})

const diagnosis = (changes: Partial<CarrierDiagnosis> = {}): CarrierDiagnosis => ({
  carrier: 'plivo',
  publicUrl: 'https://phloem.example',
  accepted: { count: 0, lastAt: null },
  refused: { count: 0, lastAt: null, tooMany: 0 },
  refusals: [],
  ...changes,
})
const acceptedAt = (lastAt: string) => ({ count: 3, lastAt })

describe('carrierState', () => {
  it('is in danger while the carrier’s own requests are refused', () => {
    const { title, cause } = carrierState(diagnosis({ refusals: [stranger, refusal()] }))
    expect([title, cause?.suggestion?.kind]).toEqual(['Refused', 'public_url'])
    const accepted = acceptedAt('2026-01-05T09:59:59.000Z')
    expect(carrierState(diagnosis({ refusals: [refusal()], accepted })).title).toBe('Refused')
  })

  it('works once a later request was taken, whatever strangers send', () => {
    const accepted = acceptedAt('2026-01-05T10:00:01.000Z')
    const state = carrierState(diagnosis({ refusals: [stranger, refusal()], accepted }))
    expect(state).toMatchObject({ title: 'Working', cause: null })
    expect(state.words).toContain('3 requests')
  })

  it('points to what may have been a call, while nothing good came', () => {
    const other = refusal({
      suggestion: { kind: 'auth_token', isFromCarrier: false, message: 'The auth token differs.', set: null },
    })
    const { title, cause } = carrierState(diagnosis({ refusals: [stranger, other] }))
    expect([title, cause?.suggestion?.kind]).toEqual(['Nothing good came yet', 'auth_token'])
  })

  it('says that nothing came at all', () => {
    expect(carrierState(diagnosis()).title).toBe('Nothing came yet')
  })
})

describe('adviceOf', () => {
  it.each(['missing_signature', 'mismatch', 'nonce_reused', 'not_a_form', 'too_large'] as const)(
    'has words for %s without a suggestion',
    (reason) => {
      expect(adviceOf(refusal({ reason, suggestion: null }))).toMatch(/\.$/)
    },
  )
})
