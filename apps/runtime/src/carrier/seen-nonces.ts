import { hash } from 'node:crypto'
import type { Params } from '@phloem/plivo'
import type { Clock } from '../clock.ts'

/** Plivo's own repetitions of a request come within 55 s. */
const KEPT_MS = 10 * 60_000
/** About 30 MB; more than 80 requests a second over all of that time. */
const MOST_KEPT = 100_000

export interface SignedContent {
  method: string
  url: string
  /** In any order: what Plivo repeats may come in another. */
  params: Params
}

/** What a nonce was before: never seen, of this same request (so many times), or of another one. */
export type Seen = 'new' | 'reused' | { repeats: number }

interface Known {
  /** A digest of what was signed. */
  content: string
  repeats: number
}

/**
 * The nonces of signed requests, each with what it signed. Plivo's string runs names and values together without a mark
 * between them, so one signature fits several forms; the first of them is the one that counts.
 *
 * Two halves by age: the older one is dropped whole, so that keeping them costs nothing per request. A nonce is known for
 * 10 to 20 minutes, or for the next 50,000 requests.
 */
export class SeenNonces {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #mostPerHalf: number
  #newer = new Map<string, Known>()
  #older = new Map<string, Known>()
  #since: number

  constructor(clock: Pick<Clock, 'monotonic'>, most = MOST_KEPT) {
    this.#clock = clock
    this.#mostPerHalf = most / 2
    this.#since = clock.monotonic()
  }

  /** Only for requests whose signature fits: nobody else may fill the memory. */
  take(nonce: string, { method, url, params }: SignedContent): Seen {
    this.#turnOver()
    const key = digest(nonce)
    const pairs = params.map((pair) => JSON.stringify(pair)).sort()
    const content = digest(JSON.stringify([method, url, pairs]))
    const known = this.#newer.get(key) ?? this.#older.get(key)
    if (known === undefined) {
      this.#newer.set(key, { content, repeats: 0 })
      return 'new'
    }
    if (known.content !== content) return 'reused'
    known.repeats += 1
    return { repeats: known.repeats }
  }

  get size(): number {
    return this.#newer.size + this.#older.size
  }

  #turnOver() {
    const now = this.#clock.monotonic()
    if (now - this.#since < KEPT_MS && this.#newer.size < this.#mostPerHalf) return
    // After a long silence nothing of what is kept is recent.
    const isAllOld = now - this.#since >= 2 * KEPT_MS
    this.#older = isAllOld ? new Map() : this.#newer
    this.#newer = new Map()
    this.#since = now
  }
}

const digest = (text: string): string => hash('sha256', text, 'base64')
