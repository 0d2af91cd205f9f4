import type { NodeContext } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { HttpRequest } from './config.ts'
import { enter, resume } from './step.ts'

const wiredTo = (...exits: string[]): NodeContext => ({
  at: 0,
  callUUID: 'call-1',
  isCallerOnLine: true,
  isWired: (exit) => exits.includes(exit),
})
const config: HttpRequest = {
  method: 'POST',
  url: 'https://example.com/hook',
  pairs: [{ key: 'DialStatus', value: 'busy' }],
}
const requestOf = (given: HttpRequest, context = wiredTo()) => {
  const outcome = enter(given, context)
  const [effect] = 'effects' in outcome ? outcome.effects : []
  if (effect?.type !== 'request') throw new Error('expected a request')
  return effect
}

describe('http_request, on entering', () => {
  it('sends a report and ends the flow there when neither exit is wired', () => {
    expect(enter(config, wiredTo())).toMatchObject({ kind: 'finish', effects: [{ purpose: 'report' }] })
  })

  it.each(['success', 'failed'])('waits for the answer when %s is wired', (exit) => {
    expect(enter(config, wiredTo(exit))).toMatchObject({ kind: 'wait', effects: [{ purpose: 'awaited' }] })
  })

  it.each([
    { encoding: undefined, body: { encoding: 'form', pairs: config.pairs } },
    { encoding: 'form', body: { encoding: 'form', pairs: config.pairs } },
    { encoding: 'json', body: { encoding: 'json', value: { DialStatus: 'busy' } } },
  ] as const)('sends the pairs as $encoding', ({ encoding, body }) => {
    expect(requestOf({ ...config, ...(encoding ? { encoding } : {}) }).body).toEqual(body)
  })

  it('prefers a JSON body of its own over the pairs', () => {
    const body = { dial: { status: 'busy' }, list: [1] }
    expect(requestOf({ ...config, encoding: 'json', body }).body).toEqual({ encoding: 'json', value: body })
  })

  it.each(['GET', 'DELETE'] as const)(
    'puts the pairs of %s into the query, after the query parameters',
    (method) => {
      const request = requestOf({ ...config, method, query: [{ key: 'a', value: '1' }] })
      expect(request.body).toEqual({ encoding: 'none' })
      expect(request.query).toEqual([
        { key: 'a', value: '1' },
        { key: 'DialStatus', value: 'busy' },
      ])
    },
  )

  it('hands on the hosts that the URL may lead to', () => {
    expect(requestOf({ ...config, hosts: '*.example.com' }).hosts).toBe('*.example.com')
    expect(requestOf({ ...config, hosts: ' ' })).not.toHaveProperty('hosts')
    expect(requestOf(config)).not.toHaveProperty('hosts')
  })

  it('passes secrets on as the references that they are', () => {
    const auth = { type: 'basic', username: 'ada', password: '{{secret.CRM}}' } as const
    expect(requestOf({ ...config, auth }).auth).toEqual(auth)
  })

  it.each([
    { wired: [], timeoutSeconds: undefined, becomes: 10 },
    { wired: [], timeoutSeconds: 60, becomes: 15 },
    { wired: ['success'], timeoutSeconds: undefined, becomes: 3 },
    { wired: ['success'], timeoutSeconds: 60, becomes: 8 },
    { wired: ['success'], timeoutSeconds: 2, becomes: 2 },
  ])(
    'gives it $becomes s when $wired is wired and $timeoutSeconds s are asked for',
    ({ wired, timeoutSeconds, becomes }) => {
      const given = timeoutSeconds === undefined ? config : { ...config, timeoutSeconds }
      expect(requestOf(given, wiredTo(...wired)).timeoutSeconds).toBe(becomes)
    },
  )

  it.each([
    { given: {}, policy: {} },
    { given: { delivery: 'at_least_once', retryRefused: false }, policy: {} },
    { given: { delivery: 'at_most_once' }, policy: { delivery: 'at_most_once' } },
    { given: { retryRefused: true }, policy: { retriesRefused: true } },
  ] as const)('asks for the delivery of a report as $given says', ({ given, policy }) => {
    const { delivery, retriesRefused } = requestOf({ ...config, ...given })
    expect({ delivery, retriesRefused }).toEqual({
      delivery: undefined,
      retriesRefused: undefined,
      ...policy,
    })
  })

  it('asks for no delivery when the flow waits for the answer', () => {
    const given = { ...config, delivery: 'at_most_once', retryRefused: true } as const
    expect(requestOf(given, wiredTo('success'))).not.toHaveProperty('delivery')
    expect(requestOf(given, wiredTo('success'))).not.toHaveProperty('retriesRefused')
  })
})

describe('http_request, on the answer', () => {
  const answered = {
    type: 'http_answered',
    at: 0,
    step: 1,
    contentType: 'application/json',
    body: '{"ok":true}',
    error: null,
  } as const

  it.each([
    { status: 200, exit: 'success' },
    { status: 299, exit: 'success' },
    { status: 199, exit: 'failed' },
    { status: 300, exit: 'failed' },
    { status: 404, exit: 'failed' },
    { status: 500, exit: 'failed' },
  ])('leaves by $exit on $status', ({ status, exit }) => {
    expect(resume(config, { ...answered, status })).toMatchObject({ kind: 'leave', exit })
  })

  it('leaves by failed without an answer and says why', () => {
    const outcome = resume(config, { ...answered, status: null, error: 'timed out after 3 s' })
    expect(outcome).toMatchObject({ exit: 'failed', variables: { status_code: 0 } })
    expect(outcome.notices).toEqual(['The request got no answer: timed out after 3 s.'])
  })

  it('says what was odd about an answer that came', () => {
    const outcome = resume(config, { ...answered, status: 302, error: 'redirects are not followed' })
    expect(outcome.notices).toEqual(['The request was answered 302: redirects are not followed.'])
  })

  it.each([
    { contentType: 'application/json; charset=utf-8', body: '{"ok":true}', response: { ok: true } },
    { contentType: 'application/problem+json', body: '[1]', response: [1] },
    { contentType: 'application/json', body: '{broken', response: '{broken' },
    { contentType: 'text/plain', body: '{"ok":true}', response: '{"ok":true}' },
  ])('makes $body of $contentType readable', ({ contentType, body, response }) => {
    expect(resume(config, { ...answered, status: 200, contentType, body })).toMatchObject({
      variables: { content_type: contentType, response },
    })
  })
})
