import fc from 'fast-check'
import { validateV3Signature } from 'plivo/dist/utils/v3Security.js'
import { describe, expect, it } from 'vitest'
import { type Params, readPairs } from '../webhooks/params.ts'
import { type SignedRequest, signV3 } from './sign-v3.ts'
import { verifyV3 } from './verify-v3.ts'

// Where the SDK is unsound its answer is no oracle, so the generators stay away from these:
// - URLs, nonces and tokens beyond ASCII: it encodes them as UTF-8 twice;
// - `@` and user names in URLs: its parser takes what stands before an `@` anywhere for a user name;
// - names of Object.prototype, such as `__proto__`: it collects pairs in a plain object;
// - spaces between signatures: it does not trim them.
const name = fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !(text in {}))
const value = fc.string({ unit: 'binary', maxLength: 12 })
// Few names, so that many are repeated.
const pair = fc.tuple(fc.oneof(fc.constantFrom('a', 'A', 'b', 'a1', ''), name), value)
const pairs = fc.array(pair, { maxLength: 8 })

const encoded = pairs.map((list) => new URLSearchParams(list).toString())
const garbled = fc
  .array(
    fc.constantFrom(
      'a',
      'B',
      '=',
      '&',
      '+',
      '?',
      ';',
      '/',
      ':',
      '.',
      '%20',
      '%C3%A9',
      '%',
      '%zz',
      '%FF',
      '%E2%82',
    ),
  )
  .map((parts) => parts.join(''))
const query = fc.oneof(fc.constant(''), encoded, garbled).map((text) => (text === '' ? '' : `?${text}`))

const segment = fc.string({
  unit: fc.constantFrom('a', 'Z', '0', '-', '_', '.', '~', '%20', '%2F', '!', ':', '+', '='),
})
const url = fc
  .record({
    scheme: fc.constantFrom('http', 'https'),
    host: fc.constantFrom('flows.example.com', 'Flows.Example.COM', 'localhost', '127.0.0.1'),
    port: fc.constantFrom('', ':443', ':8443'),
    path: fc.array(segment, { maxLength: 4 }).map((parts) => parts.map((part) => `/${part}`).join('')),
    query,
    fragment: fc.constantFrom('', '#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt'),
  })
  .map(
    ({ scheme, host, port, path, query, fragment }) => `${scheme}://${host}${port}${path}${query}${fragment}`,
  )

const request: fc.Arbitrary<SignedRequest> = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  url,
  params: pairs,
})
const nonce = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 20 })
const authToken = fc.string({ unit: fc.constantFrom(...'abcXYZ0189'), minLength: 1, maxLength: 40 })

/** A fresh object for each question, since the SDK sorts the arrays that it is given. */
const bySdk = (
  { method, url, params }: SignedRequest,
  nonce: string,
  authToken: string,
  signature: string,
): boolean => {
  const grouped = Object.groupBy(params, ([key]) => key)
  const values = Object.entries(grouped).map(([key, list = []]) => [key, list.map(([, text]) => text)])
  return validateV3Signature(method, url, nonce, authToken, signature, Object.fromEntries(values))
}

const byUs = (request: SignedRequest, nonce: string, authToken: string, signature: string): boolean =>
  verifyV3({ ...request, headers: { signature, nonce }, authTokens: [authToken] }).ok

/** Together 10,000 random requests, each judged by both. */
const RUNS = { accepted: 4000, characterChanged: 2000, requestChanged: 2000, otherNonceAndToken: 2000 }

describe('the official SDK', () => {
  it('is asked about 10,000 requests', () => {
    expect(Object.values(RUNS).reduce((sum, runs) => sum + runs)).toBe(10_000)
  })

  it('accepts every signature of ours', () => {
    fc.assert(
      fc.property(request, nonce, authToken, (given, nonce, authToken) => {
        const signature = signV3({ ...given, nonce, authToken })
        expect(bySdk(given, nonce, authToken, signature)).toBe(true)
        expect(byUs(given, nonce, authToken, signature)).toBe(true)
      }),
      { numRuns: RUNS.accepted },
    )
  })

  it('refuses a signature with one character changed, as we do', () => {
    fc.assert(
      fc.property(request, nonce, authToken, fc.nat(), (given, nonce, authToken, place) => {
        const signature = signV3({ ...given, nonce, authToken })
        const index = place % signature.length
        const changed = `${signature.slice(0, index)}${signature[index] === 'A' ? 'B' : 'A'}${signature.slice(index + 1)}`
        expect(bySdk(given, nonce, authToken, changed)).toBe(false)
        expect(byUs(given, nonce, authToken, changed)).toBe(false)
      }),
      { numRuns: RUNS.characterChanged },
    )
  })

  it('refuses a request that was changed after it was signed, as we do', () => {
    // Each change makes the base string longer, so it never is the signed one.
    const changes = fc.constantFrom<(given: SignedRequest) => SignedRequest>(
      (given) => ({ ...given, params: [...given.params, ['added', '1']] }),
      (given) => ({ ...given, url: given.url.replace('://', '://x') }),
    )
    fc.assert(
      fc.property(request, changes, nonce, authToken, (given, change, nonce, authToken) => {
        const signature = signV3({ ...given, nonce, authToken })
        expect(bySdk(change(given), nonce, authToken, signature)).toBe(false)
        expect(byUs(change(given), nonce, authToken, signature)).toBe(false)
      }),
      { numRuns: RUNS.requestChanged },
    )
  })

  it('refuses another token and another nonce, as we do', () => {
    fc.assert(
      fc.property(request, nonce, authToken, (given, nonce, authToken) => {
        const signature = signV3({ ...given, nonce, authToken })
        for (const [otherNonce, otherToken] of [
          [`${nonce}0`, authToken],
          [nonce, `${authToken}x`],
        ] as const) {
          expect(bySdk(given, otherNonce, otherToken, signature)).toBe(false)
          expect(byUs(given, otherNonce, otherToken, signature)).toBe(false)
        }
      }),
      { numRuns: RUNS.otherNonceAndToken },
    )
  })

  it('accepts one of several signatures, as we do', () => {
    const params: Params = readPairs('a=1')
    const given: SignedRequest = { method: 'POST', url: 'https://flows.example.com/p', params }
    const several = `AAAA,${signV3({ ...given, nonce: '1', authToken: 'secret' })}`
    expect(bySdk(given, '1', 'secret', several)).toBe(true)
    expect(byUs(given, '1', 'secret', several)).toBe(true)
  })
})
