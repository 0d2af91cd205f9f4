import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ApiError } from '../api/error.ts'
import { type Access, SESSION_COOKIE } from './access.ts'

/** Lets only holders of the API token and logged-in browsers through. */
export function requireLogin(app: FastifyInstance, access: Access) {
  app.addHook('onRequest', async (request) => {
    if (!(await isAllowed(request, access))) {
      throw new ApiError(
        401,
        'not_logged_in',
        'Log in with the printed link, or send the API token as Bearer.',
      )
    }
  })
}

async function isAllowed(request: FastifyRequest, access: Access): Promise<boolean> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return access.isAdminToken(bearer)
  const cookie = request.cookies[SESSION_COOKIE]
  return cookie !== undefined && (await access.isSession(cookie))
}
