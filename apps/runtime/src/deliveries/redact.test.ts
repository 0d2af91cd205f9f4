import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedact } from './redact.ts'

const SECRET = 'p@ss "w/ö\\rd"+=&'

describe('what a server repeats', () => {
  it.each([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify({ echo: SECRET })],
    ['in JSON inside of JSON', JSON.stringify({ echo: JSON.stringify({ echo: SECRET }) })],
    ['in JSON as PHP writes it', 'p@ss \\"w\\/\\u00f6\\\\rd\\"+=&'],
    ['in a URL', `/x/${encodeURIComponent(SECRET)}`],
    ['in a form', new URLSearchParams({ a: SECRET }).toString()],
    ['in HTML', '<p>p@ss &quot;w/ö\\rd&quot;+=&amp;</p>'],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['in hex', Buffer.from(SECRET).toString('hex')],
  ])('is hidden %s', (_, text) => {
    const redacted = createRedact([SECRET])(`before ${text} after`)
    expect(redacted).toContain('•••')
    expect(redacted).toMatch(/^before .* after$/)
    for (const part of ['p@ss', 'w/ö', 'cEBzcy', '70407373']) expect(redacted).not.toContain(part)
  })

  it('is hidden inside of longer base64, but for a character at each end', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), fc.string({ maxLength: 5 }), (before, after) => {
        const secret = 'A-token-0123456789'
        const redacted = createRedact([secret])(Buffer.from(before + secret + after).toString('base64'))
        expect(redacted).toContain('•••')
        expect(Buffer.from(redacted, 'base64').toString()).not.toContain('token')
      }),
      { numRuns: 200 },
    )
  })

  it('is hidden where the answer was cut in its middle', () => {
    const redact = createRedact(['a-long-token-of-somebody'])
    expect(redact.cut('echo a-long-token-of')).toBe('echo •••')
    expect(redact.cut('echo a-lo')).toBe('echo •••')
    expect(redact.cut('echo of nothing')).toBe('echo of nothing')
  })

  it('is left alone where nothing is secret, or a secret is too short to be told apart', () => {
    expect(createRedact([])('abc')).toBe('abc')
    expect(createRedact(['ab', ''])('abc')).toBe('abc')
  })
})
