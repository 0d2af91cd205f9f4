import type { FastifyInstance } from 'fastify'
import type { Access } from '../access/access.ts'
import type { Hub, HubMessage } from '../hub.ts'
import type { Store } from '../store/port.ts'
import { callShape, countsOf, deliveryShape, time } from './shapes.ts'

/** Proxies close connections that say nothing. */
const PING_MS = 15_000
/** A reader that does not keep up is let go; it comes back and asks for what it missed. */
const BACKLOG_BYTES = 1024 * 1024

interface Stream {
  write: (text: string) => void
  end: () => void
}

/** Server-sent events (HTML Living Standard): calls, steps, deliveries, flows and numbers as they change. */
export async function eventRoutes(
  app: FastifyInstance,
  { hub, store, access }: { hub: Hub; store: Store; access: Access },
) {
  const streams = new Set<Stream>()
  app.addHook('preClose', async () => {
    unsubscribe()
    for (const { end } of streams) end()
  })

  // Once for all who watch; with nobody watching a call pays nothing.
  const unsubscribe = hub.subscribe((message) => {
    if (streams.size === 0) return
    tell(message).then(
      (events) => {
        const text = events
          .map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
          .join('')
        for (const { write } of streams) write(text)
      },
      (error: unknown) => app.log.warn({ err: error }, 'a server-sent event could not be made'),
    )
  })

  app.get('/api/events', (request, reply) => {
    reply.hijack()
    const { raw } = reply
    // Silence is normal here; the server's timeout for idle connections is not for this one.
    request.raw.socket.setTimeout(0)
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const write = (text: string) => {
      if (raw.writableLength > BACKLOG_BYTES) raw.destroy()
      else raw.write(text)
    }
    write('retry: 2000\n: connected\n\n')
    // A session that is ended, or a token that is revoked, stops hearing of calls.
    const ping = setInterval(() => {
      write(': ping\n\n')
      const { caller } = request
      access.isStillGood(caller).then(
        (isGood) => isGood || raw.end(),
        () => undefined,
      )
    }, PING_MS)
    const stream: Stream = { write, end: () => raw.end() }
    streams.add(stream)
    raw.on('close', () => {
      clearInterval(ping)
      streams.delete(stream)
    })
  })

  async function tell(message: HubMessage): Promise<{ event: string; data: unknown }[]> {
    switch (message.kind) {
      case 'step': {
        const { call, event } = message
        const { callUUID, flowId, version } = call
        const flow = flowId === null ? null : await store.flows.find(flowId)
        const { deliveries } = await store.deliveries.list({ callUUID, limit: 200 })
        const { seq, trace } = event
        const step = { callUUID, flowId, version, seq, at: time(event.at), event: event.event, trace }
        return [
          { event: 'step', data: step },
          { event: 'call', data: callShape(call, flow?.draft.name ?? flowId, countsOf(deliveries)) },
        ]
      }
      case 'delivery':
        return [{ event: 'delivery', data: deliveryShape(message.delivery) }]
      case 'destination':
        return [{ event: 'destination', data: { origin: message.origin } }]
      case 'flow':
        return [
          {
            event: 'flow',
            data: { id: message.id, revision: message.revision, publishedVersion: message.version },
          },
        ]
      case 'numbers':
        return [{ event: 'numbers', data: {} }]
    }
  }
}
