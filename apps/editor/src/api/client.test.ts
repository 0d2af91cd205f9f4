import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, api, send } from './client.ts'

const answerWith = (response: Response | Error) => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    if (response instanceof Error) throw response
    return response
  })
  vi.stubGlobal('fetch', fetch)
  return fetch
}

afterEach(() => vi.unstubAllGlobals())

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => expect.unreachable('it did not fail'),
    (error: unknown) => error as ApiError,
  )

describe('errors', () => {
  it('carry status, code, message and issues', async () => {
    const issues = [{ code: 'unknown_variable', severity: 'error', message: 'There is no node called "X"' }]
    answerWith(Response.json({ error: { code: 'flow_has_errors', message: 'No.', issues } }, { status: 422 }))
    const error = await failureOf(api.post('/api/flows/f/publish'))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ status: 422, code: 'flow_has_errors', message: 'No.', issues })
  })

  it('are told apart by status where a proxy answers with a page of its own', async () => {
    answerWith(new Response('<html>Bad gateway</html>', { status: 502, statusText: 'Bad Gateway' }))
    expect(await failureOf(api.get('/api/flows'))).toMatchObject({
      status: 502,
      code: 'http_502',
      message: 'The server answered 502 Bad Gateway',
      issues: [],
    })
  })

  it('say when nothing answers', async () => {
    answerWith(new TypeError('Failed to fetch'))
    expect(await failureOf(api.get('/api/flows'))).toMatchObject({ status: 0, code: 'offline' })
  })
})

describe('requests', () => {
  it('leave empty fields out of the query', async () => {
    const fetch = answerWith(Response.json({}))
    await api.get('/api/calls', { flowId: 'f', number: '+1202', state: '', cursor: null, limit: 5 })
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/calls?flowId=f&number=%2B1202&limit=5')
  })

  it('send JSON, and an empty object where there is nothing to say', async () => {
    const fetch = answerWith(new Response(null, { status: 204 }))
    await api.post('/api/logout')
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('name no content type without a body', async () => {
    const fetch = answerWith(new Response(null, { status: 204 }))
    await api.delete('/api/flows/f')
    expect(fetch.mock.calls[0]?.[1]?.headers).not.toHaveProperty('content-type')
  })

  it('hand back the ETag', async () => {
    answerWith(Response.json({ id: 'f' }, { headers: { etag: '"7"' } }))
    expect(await send('GET', '/api/flows/f')).toEqual({ data: { id: 'f' }, etag: '"7"' })
  })
})
