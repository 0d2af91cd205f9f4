import type { Request } from '@phloem/flow'
import { expect, it } from 'vitest'
import { describeRequest } from './describe-request.ts'

const request: Request = {
  type: 'request',
  purpose: 'report',
  method: 'POST',
  url: 'https://example.com/a?b=c#part',
  headers: [{ key: 'X-Call', value: '1' }],
  query: [{ key: 'd', value: 'é' }],
  auth: { type: 'none' },
  body: { encoding: 'form', pairs: [{ key: 'DialStatus', value: 'busy now' }] },
  timeoutSeconds: 10,
}

it('shows the request as it is sent', () => {
  expect(describeRequest(request)).toEqual({
    method: 'POST',
    url: 'https://example.com/a?b=c&d=%C3%A9',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': expect.stringMatching(/^Phloem\//),
      'x-call': '1',
    },
    body: 'DialStatus=busy+now',
  })
})

it.each<[Request['auth'], string]>([
  [{ type: 'bearer', token: '{{secret.CRM}}' }, 'Bearer {{secret.CRM}}'],
  [{ type: 'basic', username: 'zoë 日', password: '{{secret.CRM}}' }, 'Basic zoë 日:{{secret.CRM}}'],
  [{ type: 'bearer', token: 'plain' }, 'Bearer •••'],
])('names the secret of %o', (auth, authorization) => {
  expect(describeRequest({ ...request, auth }).headers.authorization).toBe(authorization)
})

it.each(['Authorization', 'Cookie', 'X-Api-Key', 'X-Auth-Token', 'Client-Secret'])(
  'hides a header %s',
  (key) => {
    const { headers } = describeRequest({ ...request, headers: [{ key, value: 'hush' }] })
    expect(headers[key.toLowerCase()]).toBe('•••')
  },
)

it.each([
  ['https://zoe:hush@example.com/a@b', 'https://•••@example.com/a@b?d=%C3%A9'],
  ['https://zoe:hush@exa mple.com/', 'https://•••@exa mple.com/'],
])('shows %s without its password', (url, shown) => {
  expect(describeRequest({ ...request, url }).url).toBe(shown)
})

it('shows what can not be sent as it was written', () => {
  const shown = describeRequest({ ...request, url: 'nowhere', headers: [{ key: 'X A', value: '1' }] })
  expect(shown).toMatchObject({ method: 'POST', url: 'nowhere', headers: { 'x a': '1' } })
})
