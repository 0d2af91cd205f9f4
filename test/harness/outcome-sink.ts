import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Arrival {
  webhookId: string
  dialStatus: string
  at: number
}

/** A web server for reports under load: it keeps little of each, and can be told to misbehave. */
export interface OutcomeSink {
  url: string
  /** By call UUID, in the order in which they came. */
  arrivals: Map<string, Arrival[]>
  /** Reports that came, repetitions too. */
  count: () => number
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

type Behave = (response: ServerResponse, request: IncomingMessage) => void

export async function startOutcomeSink(
  behave: Behave = (response) => response.end(),
  port = 0,
): Promise<OutcomeSink> {
  const arrivals = new Map<string, Arrival[]>()
  let count = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      count += 1
      const pairs = new URLSearchParams(body)
      const callUUID = pairs.get('DialALegUUID') ?? ''
      const ofCall = arrivals.get(callUUID) ?? []
      ofCall.push({
        webhookId: String(request.headers['webhook-id']),
        dialStatus: pairs.get('DialStatus') ?? '',
        at: Date.now(),
      })
      arrivals.set(callUUID, ofCall)
      behave(response, request)
    })
    request.on('error', () => undefined)
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dial-status`,
    arrivals,
    count: () => count,
    close,
    [Symbol.asyncDispose]: close,
  }
}
