import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Node takes one new connection per turn and listening socket, and a turn under load takes 20 ms. */
const SOCKETS = process.platform === 'linux' ? 8 : 1
/**
 * As many may wait for a start or a burst to be over; Linux takes at most `net.core.somaxconn`. What comes beyond waits
 * for a retransmission, seconds later.
 */
const NOT_YET_TAKEN = 4096

/** A port of its own for some; `mark` hears of everybody who comes in by it. */
export interface SecondDoor {
  port: number
  host: string
  mark: (socket: Socket) => void
}

/**
 * Listens, on Linux on several sockets that share the port, and resolves with the URL and the port of the second door. Rejects
 * as `listen` does, e.g. with `EADDRINUSE`. To be called before the app is ready.
 */
export async function listen(
  app: FastifyInstance,
  { port, host }: { port: number; host: string },
  second: SecondDoor | null,
): Promise<{ url: string; secondPort: number | null }> {
  const others: Server[] = []
  app.addHook('preClose', async () => {
    for (const server of others) server.close()
  })
  const options = { host, backlog: NOT_YET_TAKEN, reusePort: SOCKETS > 1 }
  // Sockets that share a port share it with those of another Phloem too, so ask first whether anybody has it.
  if (options.reusePort && port !== 0) await isFree({ port, host })
  const url: string = await app.listen({ ...options, port })
  const taken = app.server.address() as { port: number }
  while (others.length < SOCKETS - 1) {
    const server = createServer({ noDelay: true }, (socket) => app.server.emit('connection', socket))
    others.push(server)
    server.listen({ ...options, port: taken.port })
    await once(server, 'listening')
  }
  return { url, secondPort: second === null ? null : await open(second) }

  async function open({ mark, ...address }: SecondDoor): Promise<number> {
    const server = createServer({ noDelay: true }, (socket) => {
      mark(socket)
      app.server.emit('connection', socket)
    })
    others.push(server)
    server.listen(address)
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
}

async function isFree(address: { port: number; host: string }): Promise<void> {
  const server = createServer().listen(address)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}
