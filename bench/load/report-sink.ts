import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A web server that takes every report at once. It knows only so much of HTTP that it costs next to nothing. */
export interface ReportSink {
  url: string
  count: () => number
  /** Resolves once so many have come in all. */
  reached: (count: number) => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok'

export async function startReportSink(): Promise<ReportSink> {
  let count = 0
  const waiting: { count: number; resolve: () => void }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    let received = ''
    socket.on('data', (chunk: string) => {
      received += chunk
      for (let request = wholeRequest(received); request > 0; request = wholeRequest(received)) {
        received = received.slice(request)
        count += 1
        socket.write(ANSWER)
      }
      while (waiting[0] && waiting[0].count <= count) waiting.shift()?.resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dial-status`,
    count: () => count,
    reached: (target) =>
      new Promise((resolve) => {
        if (count >= target) return resolve()
        waiting.push({ count: target, resolve })
        waiting.sort((a, b) => a.count - b.count)
      }),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The length of the request at the beginning; 0 while it is not whole. */
function wholeRequest(received: string): number {
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) return 0
  const head = received.slice(0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) {
    const whole = end + 4 + Number(length)
    return received.length >= whole ? whole : 0
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return end + 4
  const last = received.indexOf('0\r\n\r\n', end + 4)
  return last === -1 ? 0 : last + 5
}
