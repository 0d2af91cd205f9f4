import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { ApiError, tooMany } from '../api/error.ts'
import type { LoginSession } from '../store/port.ts'
import type { Access } from './access.ts'
import { isCrossSite } from './cross-site.ts'
import { isGranted, type Scope } from './scope.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Who asks: a browser that logged in, or a program with a token. */
export interface Caller {
  kind: 'session' | 'token'
  /** Of the session or the token. */
  id: string
  /** By what the browser logged in; the token's name. */
  name: string
  scopes: readonly Scope[]
  session: LoginSession | null
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may ask. `public`: anybody; `signed`: the carrier, which the route itself checks. A route that says nothing is
     * for `read` where it only reads, and otherwise for `admin`.
     */
    scope?: Scope | 'public' | 'signed'
  }
  interface FastifyRequest {
    /** Null on routes that anybody may ask. */
    caller: Caller | null
  }
}

export interface GuardOptions {
  access: Access
  publicUrl: () => string
  /** The addresses under which pages of ours are opened. */
  ownUrls: () => readonly string[]
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Of one browser in a minute. */
const MOST_REQUESTS = 600

/** Every route is closed unless it says otherwise, wherever it was registered. */
export function guard(app: FastifyInstance, { access, publicUrl, ownUrls }: GuardOptions) {
  const ofSession = app.createRateLimit({
    max: MOST_REQUESTS,
    timeWindow: 60_000,
    keyGenerator: ({ caller }) => caller?.id ?? '',
  })
  app.decorateRequest('caller', null)
  app.addHook('onRoute', (route: RouteOptions) => {
    const methods = [route.method].flat()
    route.config = {
      scope: methods.every((method) => READING.has(method)) ? 'read' : 'admin',
      ...route.config,
    }
  })

  app.addHook('onRequest', (request, _reply, done) => {
    const { scope } = request.routeOptions.config
    // The carrier's requests pass without a turn of the event loop.
    if (scope === 'signed') return done()
    admit(request, scope).then(() => done(), done)
  })

  /** `scope` is undefined where there is no such route: what is there is no secret. */
  async function admit(request: FastifyRequest, scope: Scope | 'public' | undefined) {
    if (isCrossSite(request, ownUrls()))
      throw new ApiError(403, 'cross_site', 'A page of another site may not ask for this.')
    if (scope === undefined || scope === 'public') return
    request.caller = await callerOf(request)
    if (request.caller === null) {
      throw new ApiError(401, 'not_logged_in', 'Log in, or send an API token as Bearer.')
    }
    if (request.caller.session !== null) refuseBeyond(await ofSession(request), 'This browser asks too often')
    if (!isGranted(scope, request.caller.scopes)) {
      throw new ApiError(
        403,
        'not_allowed',
        `This needs the scope "${scope}"; ${request.caller.name} has ${request.caller.scopes.join(', ')}.`,
      )
    }
  }

  async function callerOf(request: FastifyRequest): Promise<Caller | null> {
    const { authorization } = request.headers
    if (authorization !== undefined) return byToken(authorization)
    const session = await sessionOf(request)
    if (session === null) return null
    await access.sessions.use(session)
    const { id, name, scopes } = session
    return { kind: 'session', id, name, scopes, session }
  }

  async function byToken(authorization: string): Promise<Caller | null> {
    const bearer = /^Bearer\s+(\S{1,512})$/i.exec(authorization)?.[1]
    const token = bearer === undefined ? null : await access.tokens.find(bearer)
    return token && { kind: 'token', session: null, ...token }
  }

  async function sessionOf(request: FastifyRequest): Promise<LoginSession | null> {
    const cookie = readSessionCookie(request, publicUrl())
    return cookie === undefined ? null : access.sessions.find(cookie)
  }
}

type Limit = { isAllowed: boolean } | { isAllowed: false; isExceeded: boolean; ttlInSeconds: number }

function refuseBeyond(limit: Limit, what: string) {
  if ('isExceeded' in limit && limit.isExceeded) throw tooMany(what, limit.ttlInSeconds)
}
