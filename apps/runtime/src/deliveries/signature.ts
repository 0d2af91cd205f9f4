import { createHmac, randomBytes } from 'node:crypto'

const PREFIX = 'whsec_'
/** Standard Webhooks 1.0 asks for 24 to 64. */
const SECRET_BYTES = 32

/** A signing secret as Standard Webhooks writes it: `whsec_` and base64. */
export const newSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`

/**
 * The `webhook-signature` of Standard Webhooks 1.0: `v1,` and the base64 of an HMAC-SHA256 over id, timestamp (seconds)
 * and body, for each secret, separated by spaces. `body` is what is sent, to the byte; empty where there is none.
 */
export const signatureOf = (
  secrets: readonly string[],
  { id, timestamp, body }: { id: string; timestamp: string; body: string },
): string => secrets.map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`).join(' ')

const hmac = (secret: string, content: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(content)
    .digest('base64')
