import { describe, expect, it } from 'vitest'
import type { DialPolicy } from '../../api/dial-policy.ts'
import { fieldsOf, policyOf } from './policy-fields.ts'

const policy: DialPolicy = {
  listed: ['+120255501'],
  allowed: ['US', '+4930'],
  sipHosts: [],
  dialsPerCall: 20,
  callsPerCaller: 3,
  dialsPerHourToOne: 10,
  dialsPerMinuteOfFlow: 60,
  spending: { perMinute: 0.02, perDay: 50 },
}

describe('the fields of the dialling policy', () => {
  it('say the policy that they were made from', () => {
    expect(policyOf(fieldsOf(policy))).toEqual({ policy })
    const unlimited = { ...policy, spending: null }
    expect(policyOf(fieldsOf(unlimited))).toEqual({ policy: unlimited })
  })

  it('take entries as people write them', () => {
    const fields = { ...fieldsOf(policy), allowed: ' US, +49 (30)\n\nDE; ' }
    expect(policyOf(fields)).toMatchObject({ policy: { allowed: ['US', '+49 (30)', 'DE'] } })
  })

  it('name those that are wrong', () => {
    const fields = { ...fieldsOf(policy), dialsPerCall: '0', callsPerCaller: 'many', perDay: '' }
    expect(policyOf(fields)).toEqual({
      mistakes: {
        dialsPerCall: expect.any(String),
        callsPerCaller: expect.any(String),
        perDay: expect.any(String),
      },
    })
  })
})
