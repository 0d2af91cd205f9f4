import type { Clock } from '../clock.ts'
import type { Destination, DestinationStore } from '../store/port.ts'
import { type Breaker, type BreakerState, createBreaker } from './breaker.ts'

/** After so long without a single success nothing is sent any more. */
const DISABLED_AFTER_MS = 5 * 24 * 60 * 60_000
/** A row of failures with a longer gap is broken: the longest delay of the schedule, with its jitter, is 26.4 h. */
const LONGEST_GAP_MS = 27 * 60 * 60_000
/** How far behind the stored time of the newest failure may be, so that failures don't each cost a write. */
const NOTED_EVERY_MS = 60 * 60_000
/** How long a replaced secret still signs. */
const OLD_SECRET_MS = 24 * 60 * 60_000
/** URLs may be made from templates; past so many the oldest is forgotten and would have to say 410 again. */
const MOST_GONE_URLS = 1000

export interface DestinationsOptions {
  store: DestinationStore
  clock: Clock
  newSecret: () => string
  log: Record<'warn' | 'error' | 'info', (details: object, message: string) => void>
  /** Something about it that people look at has changed. */
  onChange: (origin: string) => void
}

/** How an attempt ended, as far as its destination is concerned. */
export interface AttemptEnd {
  /** No answer, or one that says that the server can't take reports now. */
  isFailure: boolean
  /** 410: the URL is not to be asked again. */
  isGone: boolean
}

export interface DestinationView extends Destination {
  breaker: { state: BreakerState; nextProbeAt: number | null }
}

/** The web servers that get reports: secrets, breakers, and which of them get nothing any more. The only one that writes them. */
export class Destinations {
  readonly #options: DestinationsOptions
  readonly #known = new Map<string, { record: Destination; breaker: Breaker }>()
  /** Secrets that are not on disk yet. */
  readonly #making = new Map<string, Promise<void>>()

  constructor(options: DestinationsOptions) {
    this.#options = options
  }

  async load(): Promise<void> {
    for (const record of await this.#options.store.list())
      this.#known.set(record.origin, { record, breaker: createBreaker() })
  }

  /** From when on the next attempt may begin. */
  allowedAt(origin: string): number {
    const known = this.#known.get(origin)
    // What is refused anyway need not wait.
    return known === undefined || known.record.disabled !== null
      ? Number.NEGATIVE_INFINITY
      : known.breaker.allowedAt()
  }

  began(origin: string): void {
    const breaker = this.#known.get(origin)?.breaker
    const before = breaker?.state()
    breaker?.began(this.#options.clock.now())
    if (breaker?.state() !== before) this.#options.onChange(origin)
  }

  async ended(origin: string, url: string, { isFailure, isGone }: AttemptEnd): Promise<void> {
    const known = this.#known.get(origin)
    if (known === undefined) return
    const at = this.#options.clock.now()
    const { record, breaker } = known
    const before = breaker.state()
    breaker.ended(at, isFailure)
    const after = breaker.state()
    if (before === 'closed' && after === 'open')
      this.#options.log.warn({ destination: origin }, 'a destination keeps failing; its reports wait')
    if (before !== 'closed' && after === 'closed')
      this.#options.log.info({ destination: origin }, 'a destination takes reports again')
    const changed = isGone ? gone(record, url, at) : isFailure ? failed(record, at) : succeeded(record)
    if (changed.disabled !== null && record.disabled === null)
      this.#options.log.error(
        { destination: origin },
        `a destination is disabled: ${changed.disabled.reason}`,
      )
    if (isWorthKeeping(record, changed)) await this.#keep(changed)
    else {
      known.record = changed
      if (before !== after) this.#options.onChange(origin)
    }
  }

  /** Why nothing is sent there, in words; null when it is. */
  refusal(origin: string, url: string): string | null {
    const record = this.#known.get(origin)?.record
    if (record === undefined) return null
    if (record.disabled !== null) return `not sent: ${origin} is disabled. ${record.disabled.reason}`
    const asked = withoutQuery(url)
    const entry = record.gone.find((each) => each.url === asked)
    if (entry === undefined) return null
    return `not sent: ${asked} answered 410 Gone on ${new Date(entry.since).toISOString()}`
  }

  /** The secrets that sign now, newest first. They are on disk before anything is signed with them. */
  async secrets(origin: string): Promise<string[]> {
    await this.expect([origin])
    const now = this.#options.clock.now()
    const { secrets } = this.#known.get(origin)?.record ?? { secrets: [] }
    return secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret)
  }

  /** Makes these known, each with a secret, before they are needed. */
  async expect(origins: readonly string[]): Promise<void> {
    await Promise.all(origins.filter((origin) => origin !== '').map((origin) => this.#make(origin)))
  }

  /** A new secret signs beside the old one for a day, then alone. False for an unknown destination. */
  async rotateSecret(origin: string): Promise<boolean> {
    const now = this.#options.clock.now()
    return this.#change(origin, (record) => ({
      ...record,
      secrets: [
        this.#newSecret(now),
        ...record.secrets
          .filter(({ until }) => until === null || until > now)
          .map((secret) => ({ ...secret, until: secret.until ?? now + OLD_SECRET_MS })),
      ],
    }))
  }

  /** Sends to a disabled one again. False for an unknown destination. */
  async enable(origin: string): Promise<boolean> {
    return this.#change(origin, (record) => ({ ...record, disabled: null, failing: null }))
  }

  /** Sends to a URL again that had answered 410. False when it had not. */
  async reopen(origin: string, url: string): Promise<boolean> {
    const isGone = this.#known.get(origin)?.record.gone.some((each) => each.url === url) ?? false
    if (!isGone) return false
    return this.#change(origin, (record) => ({
      ...record,
      gone: record.gone.filter((each) => each.url !== url),
    }))
  }

  clockMoved(byMs: number): void {
    for (const { breaker } of this.#known.values()) breaker.clockMoved(byMs)
  }

  /** By origin. */
  all(): DestinationView[] {
    return [...this.#known.values()]
      .map(({ record, breaker }) => {
        const probeAt = breaker.allowedAt()
        const nextProbeAt = Number.isFinite(probeAt) ? probeAt : null
        return { ...record, breaker: { state: breaker.state(), nextProbeAt } }
      })
      .sort((a, b) => a.origin.localeCompare(b.origin))
  }

  find(origin: string): Destination | null {
    return this.#known.get(origin)?.record ?? null
  }

  #newSecret(createdAt: number): Destination['secrets'][number] {
    return { secret: this.#options.newSecret(), createdAt, until: null }
  }

  async #make(origin: string): Promise<void> {
    // One without secrets had them forgotten, because their key was lost.
    if ((this.#known.get(origin)?.record.secrets.length ?? 0) > 0) return
    const making =
      this.#making.get(origin) ?? this.#makeOnce(origin).finally(() => this.#making.delete(origin))
    this.#making.set(origin, making)
    await making
  }

  async #makeOnce(origin: string): Promise<void> {
    const secrets = [this.#newSecret(this.#options.clock.now())]
    const record = this.#known.get(origin)?.record ?? { origin, failing: null, disabled: null, gone: [] }
    await this.#keep({ ...record, secrets })
  }

  async #change(origin: string, change: (record: Destination) => Destination): Promise<boolean> {
    const known = this.#known.get(origin)
    if (known === undefined) return false
    await this.#keep(change(known.record))
    return true
  }

  async #keep(record: Destination): Promise<void> {
    const known = this.#known.get(record.origin)
    // In force at once: whoever reads meanwhile builds upon it.
    if (known !== undefined) known.record = record
    await this.#options.store.put(record)
    if (known === undefined) this.#known.set(record.origin, { record, breaker: createBreaker() })
    this.#options.onChange(record.origin)
  }
}

export const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')

function failed(record: Destination, at: number): Destination {
  const { failing } = record
  const since = failing !== null && at - failing.lastAt <= LONGEST_GAP_MS ? failing.since : at
  const isOver = record.disabled === null && at - since >= DISABLED_AFTER_MS
  const reason = 'Every report to it failed for 5 days.'
  return {
    ...record,
    failing: { since, lastAt: at },
    disabled: isOver ? { at, reason } : record.disabled,
  }
}

const succeeded = (record: Destination): Destination =>
  record.failing === null ? record : { ...record, failing: null }

function gone(record: Destination, asked: string, at: number): Destination {
  const url = withoutQuery(asked)
  const others = record.gone.filter((each) => each.url !== url)
  return { ...record, gone: [...others, { url, since: at }].slice(-MOST_GONE_URLS) }
}

/** All but one more failure in a row of which the store knows. */
function isWorthKeeping(before: Destination, after: Destination): boolean {
  if (before === after) return false
  if (before.disabled !== after.disabled || before.gone !== after.gone) return true
  if (before.failing === null || after.failing === null) return before.failing !== after.failing
  return (
    before.failing.since !== after.failing.since ||
    Math.floor(after.failing.lastAt / NOTED_EVERY_MS) !== Math.floor(before.failing.lastAt / NOTED_EVERY_MS)
  )
}
