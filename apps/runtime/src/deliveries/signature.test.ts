import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { newSecret, signatureOf } from './signature.ts'

const headers = (id: string, timestamp: string, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': timestamp,
  'webhook-signature': signature,
})
const now = () => String(Math.floor(Date.now() / 1000))
/** The reference library reads every body as JSON once it has found it genuine. */
const json = (value: unknown) => JSON.stringify(value)

describe('a signature', () => {
  it('is what the reference library makes', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, body) => {
        const secret = newSecret()
        const at = new Date()
        const timestamp = String(Math.floor(at.getTime() / 1000))
        expect(signatureOf([secret], { id, timestamp, body })).toBe(new Webhook(secret).sign(id, at, body))
      }),
    )
  })

  it('is good for the reference library under the old and the new secret', () => {
    const [old, fresh] = [newSecret(), newSecret()]
    const id = 'delivery-1'
    const timestamp = now()
    const body = json({ DialStatus: 'busy', name: 'Zoë \u{1f33f}' })
    const signed = headers(id, timestamp, signatureOf([fresh, old], { id, timestamp, body }))
    for (const secret of [old, fresh])
      expect(new Webhook(secret).verify(body, signed)).toMatchObject({ DialStatus: 'busy' })
    expect(() => new Webhook(newSecret()).verify(body, signed)).toThrow()
    expect(() => new Webhook(old).verify(body.replace('busy', 'done'), signed)).toThrow()
  })

  it('is of secrets with 32 random bytes', () => {
    const secrets = new Set(Array.from({ length: 100 }, newSecret))
    expect(secrets.size).toBe(100)
    for (const secret of secrets) expect(Buffer.from(secret.replace('whsec_', ''), 'base64')).toHaveLength(32)
  })
})
