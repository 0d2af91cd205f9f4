import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createHttpClient, type HttpResult, MAX_BODY_BYTES } from './http-client.ts'

const client = createHttpClient()

/** One attempt at a server that answers so; with null at a port where nobody listens. */
async function attempt(listener: RequestListener | null): Promise<HttpResult> {
  const server = createServer(listener ?? undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  if (listener === null) await close()
  const result = await client.attempt({
    method: 'POST',
    url: new URL(`http://127.0.0.1:${port}/answer`),
    headers: {},
    body: 'a=1',
    connectTimeoutMs: 1000,
    readTimeoutMs: 100,
    signal: new AbortController().signal,
  })
  if (listener !== null) await close()
  return result
}

describe.concurrent('createHttpClient', () => {
  it('gives status, type and body', async () => {
    const result = await attempt((_, response) =>
      response.writeHead(201, { 'content-type': 'text/xml' }).end('<R/>'),
    )
    expect(result).toEqual({ status: 201, contentType: 'text/xml', body: '<R/>', isTooLong: false })
  })

  it('does not follow redirects', async () => {
    const result = await attempt((_, response) => response.writeHead(302, { location: '/next' }).end())
    expect(result).toMatchObject({ status: 302 })
  })

  it('stops reading at 100 KB', async () => {
    const body = 'x'.repeat(MAX_BODY_BYTES)
    expect(await attempt((_, response) => response.end(body))).toMatchObject({ body, isTooLong: false })
    expect(await attempt((_, response) => response.end(`${body}x`))).toMatchObject({ body, isTooLong: true })
  })

  it('asks for a connection of its own', async () => {
    const result = await attempt((request, response) => response.end(request.headers.connection))
    expect(result).toMatchObject({ body: 'close' })
  })

  it.each<[string, 'ct' | 'rt' | 'partial', RequestListener | null]>([
    ['nobody listens', 'ct', null],
    ['the server never answers', 'rt', () => {}],
    ['the server hangs up', 'rt', (request) => request.socket.destroy()],
    ['the answer stops midway', 'partial', (_, response) => void response.writeHead(200).write('<Resp')],
  ])('fails when %s: %s', async (_, failure, listener) => {
    expect(await attempt(listener)).toMatchObject({ failure })
  })
})
