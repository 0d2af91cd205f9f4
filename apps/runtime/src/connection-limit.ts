import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

const MOST_CONNECTIONS = 2000

/**
 * Beyond so many connections the one goes that has kept us waiting for longest, so that a newcomer, who may be the carrier,
 * finds room however many clients dawdle. Node's own `maxConnections` turns away the newcomer, and counts each listening
 * socket apart.
 */
export function limitConnections(server: Server, most = MOST_CONNECTIONS) {
  /** By how long they have been open or done with their last request; with the request that is under way. */
  const connections = new Map<Socket, IncomingMessage | null>()

  server.on('connection', (socket: Socket) => {
    if (connections.size >= most) dropLongestWaitedFor()
    connections.set(socket, null)
    socket.once('close', () => connections.delete(socket))
  })
  server.on('request', (request, response) => {
    connections.set(request.socket, request)
    response.once('close', () => {
      if (!connections.delete(request.socket) || request.socket.destroyed) return
      connections.set(request.socket, null)
    })
  })

  function dropLongestWaitedFor() {
    for (const [socket, request] of connections) {
      if (request?.complete) continue
      connections.delete(socket)
      socket.destroy()
      return
    }
  }
}
