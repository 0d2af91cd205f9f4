import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import helmet from 'helmet'

const nonces = new WeakMap<object, string>()

/** With which the page may add style sheets of its own, as CodeMirror does; made anew for every answer. */
export const styleNonce = (reply: FastifyReply): string => nonceOf(reply.raw)

function nonceOf(response: object): string {
  const known = nonces.get(response) ?? randomBytes(16).toString('base64url')
  nonces.set(response, known)
  return known
}

/** What browsers are told to refuse on pages of ours; the carrier is no browser. */
export function securityHeaders(app: FastifyInstance, { isHttps }: { isHttps: boolean }) {
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response as ServerResponse)}'`],
        // CodeMirror draws the line below a mistake as an image.
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    // Sub-domains are not ours to speak for.
    hsts: isHttps ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: false } : false,
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.scope === 'signed') done()
    else setHeaders(request.raw, reply.raw, (error) => done(error as Error | undefined))
  })
}
