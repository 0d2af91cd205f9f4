import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { until } from './until.ts'

export interface Received {
  method: string
  path: string
  headers: IncomingMessage['headers']
  /** The body as form pairs, in order. */
  pairs: [string, string][]
  body: string
}

export interface ReportServer {
  url: string
  received: Received[]
  /** Resolves when that many arrived; rejects after 20 s. */
  atLeast: (count: number) => Promise<Received[]>
  /** The first report whose pairs name the call; rejects after 20 s. */
  of: (callUUID: string) => Promise<Received>
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

/** A real web server, as the users of Phloem run one. `answer` may do what it likes; by default 200. */
export async function startReportServer(
  answer: (response: ServerResponse, request: Received) => void = (response) => response.end('thanks'),
  port = 0,
): Promise<ReportServer> {
  const received: Received[] = []
  const waiting: { count: number; resolve: (received: Received[]) => void }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const { method = '', url = '', headers } = request
    const report = { method, path: url, headers, body, pairs: [...new URLSearchParams(body)] }
    received.push(report)
    for (const wait of waiting) if (received.length >= wait.count) wait.resolve(received)
    answer(response, report)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dial-status`,
    received,
    atLeast: (count) =>
      new Promise((resolve, reject) => {
        if (received.length >= count) return resolve(received)
        const timer = setTimeout(
          () => reject(new Error(`only ${received.length} of ${count} reports arrived`)),
          20_000,
        )
        waiting.push({
          count,
          resolve: (all) => {
            clearTimeout(timer)
            resolve(all)
          },
        })
      }),
    of: (callUUID) =>
      until('the report of the call', async () =>
        received.find(({ pairs }) =>
          pairs.some(([key, value]) => key === 'DialALegUUID' && value === callUUID),
        ),
      ),
    close,
    [Symbol.asyncDispose]: close,
  }
}
