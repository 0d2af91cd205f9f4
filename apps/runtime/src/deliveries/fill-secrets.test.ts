import { type Request, secretMark } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { describeRequest } from './describe-request.ts'
import { fillSecrets } from './fill-secrets.ts'

const A = secretMark('A')
const request: Request = {
  type: 'request',
  purpose: 'report',
  method: 'POST',
  url: `https://example.com/x?u=1`,
  headers: [{ key: 'x-key', value: `Bearer ${A}` }],
  query: [{ key: 'q', value: A }],
  auth: { type: 'basic', username: A, password: '{{secret.B}}' },
  body: { encoding: 'json', value: { deep: [A, 1, null], text: `say {{secret.A}} ${A}` } },
  timeoutSeconds: 5,
}
const filled = (value: string, over: Partial<Request> = {}) =>
  fillSecrets({ ...request, ...over }, (name) => (name === 'A' ? value : null))

describe('a request that is about to leave', () => {
  it('gets its secrets, wherever they may stand, and what only reads like one stays', () => {
    expect(filled('"x"&')).toEqual({
      ...request,
      headers: [{ key: 'x-key', value: 'Bearer "x"&' }],
      query: [{ key: 'q', value: '"x"&' }],
      auth: { type: 'basic', username: '"x"&', password: '{{secret.B}}' },
      body: { encoding: 'json', value: { deep: ['"x"&', 1, null], text: 'say {{secret.A}} "x"&' } },
    })
    const form = filled('x', { body: { encoding: 'form', pairs: [{ key: A, value: A }] } })
    expect(form.body).toEqual({ encoding: 'form', pairs: [{ key: A, value: 'x' }] })
  })

  it('is not sent without one, nor with one that no header can carry', () => {
    expect(() => fillSecrets(request, () => null)).toThrow('there is no secret A')
    expect(() => filled('two\r\nlines')).toThrow('a secret in the header x-key holds a character')
  })

  it('is shown with their names', () => {
    const shown = describeRequest({
      ...request,
      headers: [...request.headers, { key: 'x-token', value: `typed ${A}` }],
    })
    expect(shown).toEqual({
      method: 'POST',
      url: 'https://example.com/x?u=1&q={{secret.A}}',
      headers: expect.objectContaining({
        'x-key': 'Bearer {{secret.A}}',
        'x-token': 'typed {{secret.A}}',
        authorization: 'Basic {{secret.A}}:{{secret.B}}',
      }),
      body: '{"deep":["{{secret.A}}",1,null],"text":"say {{secret.A}} {{secret.A}}"}',
    })
    const half = describeRequest({ ...request, headers: [{ key: 'x-token', value: `a literal and ${A}` }] })
    expect(half.headers['x-token']).toBe('•••')
  })
})
