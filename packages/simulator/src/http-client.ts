import { Agent, request } from 'undici'
import type { Failure } from './retry-policy.ts'

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: URL
  headers: Record<string, string>
  body: string | null
  connectTimeoutMs: number
  readTimeoutMs: number
  signal: AbortSignal
}

/** One attempt's outcome; redirects are answers like any other. */
export type HttpResult =
  | { status: number; contentType: string; body: string; isTooLong: boolean }
  | { failure: Failure; message: string }

export interface HttpClient {
  /** Never rejects for what the network or the server do. */
  attempt(request: HttpRequest): Promise<HttpResult>
  close(): Promise<void>
}

/** The largest document that Plivo takes. */
export const MAX_BODY_BYTES = 100 * 1024

export function createHttpClient(): HttpClient {
  const agents = new Map<number, Agent>()
  const agentWith = (connectTimeoutMs: number): Agent => {
    // Without keep-alive, so that a server that has restarted meanwhile is never met on a dead connection.
    const agent =
      agents.get(connectTimeoutMs) ?? new Agent({ connect: { timeout: connectTimeoutMs }, pipelining: 0 })
    agents.set(connectTimeoutMs, agent)
    return agent
  }
  return {
    async attempt({ url, connectTimeoutMs, readTimeoutMs, ...rest }) {
      let isAnswering = false
      try {
        const response = await request(url, {
          ...rest,
          dispatcher: agentWith(connectTimeoutMs),
          headersTimeout: readTimeoutMs,
          bodyTimeout: readTimeoutMs,
        })
        isAnswering = true
        const { text, isTooLong } = await readBody(response.body)
        const contentType = String(response.headers['content-type'] ?? '')
        return { status: response.statusCode, contentType, body: text, isTooLong }
      } catch (error) {
        return { failure: isAnswering ? 'partial' : failureOf(error), message: messageOf(error) }
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
    },
  }
}

async function readBody(body: AsyncIterable<Buffer>): Promise<{ text: string; isTooLong: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    length += chunk.length
    // Leaving the loop destroys the stream.
    if (length > MAX_BODY_BYTES) break
  }
  const text = Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8')
  return { text, isTooLong: length > MAX_BODY_BYTES }
}

const unconnected = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

const failureOf = (error: unknown): Failure => (unconnected.has(codeOf(error)) ? 'ct' : 'rt')

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** An unreachable `localhost` gives an AggregateError whose message is empty. */
const messageOf = (error: unknown): string =>
  (error instanceof Error && error.message) || codeOf(error) || String(error)
