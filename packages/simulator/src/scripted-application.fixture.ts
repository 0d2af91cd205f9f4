import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { validateV3Signature } from 'plivo/dist/utils/v3Security.js'

/** For tests: an application on localhost that answers by script and checks signatures with the official SDK. */
export interface ScriptedApplication {
  requests: ReceivedRequest[]
  /** Sends requests for the public address to the local one. */
  reroute(url: URL): URL
  close(): Promise<void>
}

export interface ReceivedRequest {
  method: string
  /** With the query. */
  path: string
  /** From the body or, for GET, from the query. */
  params: Record<string, string>
  /** The names as they came. */
  names: string[]
  isSigned: boolean
}

/** A text is XML with status 200. */
export type ScriptedReply = string | { status?: number; type?: string; body?: string }

/** By path without query; of several replies each is given once and the last one from then on. */
export type ReplyScript = Record<string, ScriptedReply | ScriptedReply[]>

export const PUBLIC_URL = 'https://flows.example.com'
export const AUTH_TOKEN = 'MTEXAMPLETOKENexampletoken0123456789ABCD'

export async function startScriptedApplication(script: ReplyScript): Promise<ScriptedApplication> {
  const requests: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const path = request.url ?? ''
    const url = new URL(path, PUBLIC_URL)
    const pairs =
      request.method === 'GET' ? url.searchParams : new URLSearchParams(Buffer.concat(chunks).toString())
    const params = Object.fromEntries(pairs)
    const header = (name: string) => String(request.headers[name])
    const isSigned = ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3'].every((name) =>
      validateV3Signature(
        request.method ?? '',
        PUBLIC_URL + path,
        header('x-plivo-signature-v3-nonce'),
        AUTH_TOKEN,
        header(name),
        request.method === 'GET' ? {} : { ...params },
      ),
    )
    const times = requests.filter((each) => each.path.split('?')[0] === url.pathname).length
    requests.push({ method: request.method ?? '', path, params, names: [...pairs.keys()], isSigned })
    const scripted = script[url.pathname] ?? { status: 404 }
    const reply = Array.isArray(scripted) ? (scripted[times] ?? scripted.at(-1) ?? '') : scripted
    const { status = 200, type = 'text/xml', body = '' } = typeof reply === 'string' ? { body: reply } : reply
    response.writeHead(status, { 'content-type': type, location: '/elsewhere' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    requests,
    reroute: (url) => new URL(url.pathname + url.search, `http://127.0.0.1:${port}`),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
