import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Audit } from './audit.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the audit log calls it, e.g. `flow_published`; null for what changes nothing. */
    action?: string | null
  }
  interface FastifyRequest {
    /** What a handler adds to the line of the audit log; the subject is otherwise what the path names. */
    audited: { subject?: string; detail?: string } | null
  }
}

/** Every request that succeeds on a route which needs more than `read` leaves a line: none is forgotten. */
export function auditChanges(app: FastifyInstance, audit: Audit) {
  app.decorateRequest('audited', null)
  app.addHook('onSend', async (request, reply) => {
    const { caller } = request
    const action = actionOf(request)
    if (caller === null || action === null || reply.statusCode >= 400) return
    const { kind, id, name } = caller
    await audit
      .note({
        actor: { kind, id, name },
        ip: request.ip,
        action,
        subject: request.audited?.subject ?? Object.values(request.params as object).join(' '),
        detail: request.audited?.detail ?? '',
      })
      .catch((error: unknown) =>
        request.log.error({ err: error, action }, 'the audit log could not be written'),
      )
  })
}

function actionOf({ method, routeOptions }: FastifyRequest): string | null {
  const { action, scope } = routeOptions.config
  if (action !== undefined) return action
  return method === 'GET' || method === 'HEAD' || scope === 'read' ? null : `${method} ${routeOptions.url}`
}
