import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { networkOf } from '../network-of.ts'
import { PerMinute } from './per-minute.ts'
import { type RefusedRequest, type Suggestion, signedOtherwise, withoutQuery } from './signed-otherwise.ts'

/** Requests that the carrier did not sign, from one address, before they are not even looked at. */
const UNSIGNED_PER_MINUTE = 20
/** What is tried to explain a refusal costs up to some milliseconds. */
const EXPLAINED_PER_MINUTE = 60
const LINES_PER_MINUTE_AND_REASON = 10
const KEPT = 20
const LONGEST_URL = 500

export type RefusalReason =
  | 'missing_signature'
  | 'missing_nonce'
  | 'mismatch'
  | 'nonce_reused'
  | 'not_a_form'
  | 'too_large'

export interface Refusal {
  at: number
  reason: RefusalReason
  method: string
  /** As the carrier would have to sign it, shortened and without its query. */
  url: string
  /** Whoever was connected to us: a proxy, where there is one. */
  from: string
  /** Null where the reason says it all, or so many were refused that this one was not looked into. */
  suggestion: Suggestion | null
}

export interface Tally {
  count: number
  lastAt: number | null
}

export interface DiagnosisOptions {
  clock: Clock
  log: Logger
}

/** What came of the carrier's requests since the start, and the newest that were refused. In memory alone. */
export class CarrierDiagnosis {
  readonly #clock: Clock
  readonly #log: Logger
  readonly #unsigned: PerMinute
  readonly #explained: PerMinute
  readonly #lines: PerMinute
  readonly #accepted: Tally = { count: 0, lastAt: null }
  readonly #refused: Tally = { count: 0, lastAt: null }
  #notLooked = 0
  #refusals: Refusal[] = []

  constructor({ clock, log }: DiagnosisOptions) {
    this.#clock = clock
    this.#log = log
    this.#unsigned = new PerMinute(UNSIGNED_PER_MINUTE, clock)
    this.#explained = new PerMinute(EXPLAINED_PER_MINUTE, clock)
    this.#lines = new PerMinute(LINES_PER_MINUTE_AND_REASON, clock)
  }

  accepted() {
    count(this.#accepted, this.#clock.now())
  }

  /** Whether the address may send yet another request that the carrier did not sign. Counts it. */
  mayBeUnsigned(ip: string): boolean {
    const isWithin = this.#unsigned.take(networkOf(ip))
    if (!isWithin) {
      count(this.#refused, this.#clock.now())
      this.#notLooked += 1
    }
    return isWithin
  }

  /** Keeps and logs a refusal; `signed` is what the explanation is looked for in. */
  refused(refusal: Omit<Refusal, 'at' | 'suggestion'>, signed: RefusedRequest | null, message: string) {
    const at = this.#clock.now()
    count(this.#refused, at)
    const suggestion = signed !== null && this.#explained.take('all') ? signedOtherwise(signed) : null
    const url = shortened(withoutQuery(refusal.url))
    this.#keep({ ...refusal, url, at, suggestion })
    const cause = suggestion?.kind ?? null
    if (this.#lines.take(`${refusal.reason} ${cause}`)) {
      const { reason, from } = refusal
      this.#log.warn(
        { reason, cause, url, from, refused: this.#refused.count },
        `a webhook was refused: ${withoutQuery(message)}. ${suggestion?.message ?? ''}`.trimEnd(),
      )
    }
  }

  look() {
    return {
      accepted: { ...this.#accepted },
      refused: { ...this.#refused, tooMany: this.#notLooked },
      refusals: this.#refusals.toReversed(),
    }
  }

  /** What strangers send makes room first, so that they can't hide what is wrong with the carrier's own requests. */
  #keep(refusal: Refusal) {
    this.#refusals.push(refusal)
    if (this.#refusals.length <= KEPT) return
    const stranger = this.#refusals.findIndex(({ suggestion }) => !suggestion?.isFromCarrier)
    this.#refusals.splice(Math.max(0, stranger), 1)
  }
}

function count(tally: Tally, at: number) {
  tally.count += 1
  tally.lastAt = at
}

const shortened = (url: string): string => (url.length <= LONGEST_URL ? url : `${url.slice(0, LONGEST_URL)}…`)
