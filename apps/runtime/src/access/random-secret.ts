import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 32 random bytes: nobody guesses it, so a plain hash is enough to keep. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** How long it takes tells nothing of where they differ. */
export const isSameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)))
