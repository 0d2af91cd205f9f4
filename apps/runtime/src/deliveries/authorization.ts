import type { RequestAuth } from '@phloem/flow'
import { HIDDEN, isHeaderValue } from './build-request.ts'
import { NotReadyError } from './not-ready-error.ts'
import { UnsendableError } from './unsendable-error.ts'

/** Null where there is no such secret. */
export type ResolveSecret = (name: string) => string | null

/**
 * The Authorization header, with its secret resolved; null without auth. Throws `UnsendableError` only for what is
 * wrong in the request: a secret can still be set, so that a later attempt does better.
 */
export function authorization(auth: RequestAuth, resolveSecret: ResolveSecret): string | null {
  switch (auth.type) {
    case 'none':
      return null
    case 'basic': {
      const password = secret(auth.password, 'password', resolveSecret)
      return `Basic ${Buffer.from(`${auth.username}:${password}`).toString('base64')}`
    }
    case 'bearer': {
      const token = secret(auth.token, 'token', resolveSecret).trim()
      if (!isHeaderValue(token))
        throw new NotReadyError('the token holds a character that no header can carry')
      return `Bearer ${token}`
    }
  }
}

/** The same for showing: the secret's name in place of the secret, and basic credentials not encoded. */
export function shownAuthorization(auth: RequestAuth): string | null {
  switch (auth.type) {
    case 'none':
      return null
    case 'basic':
      return `Basic ${auth.username}:${shownSecret(auth.password)}`
    case 'bearer':
      return `Bearer ${shownSecret(auth.token)}`
  }
}

const REFERENCE = /^\{\{\s*secret\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}$/

function secret(reference: string, what: string, resolveSecret: ResolveSecret): string {
  const name = REFERENCE.exec(reference)?.[1]
  if (name === undefined) throw new UnsendableError(`the ${what} is not a reference such as {{secret.NAME}}`)
  const value = resolveSecret(name)
  if (value === null) throw new NotReadyError(`there is no secret ${name}`)
  return value
}

const shownSecret = (reference: string): string => (REFERENCE.test(reference) ? reference : HIDDEN)
