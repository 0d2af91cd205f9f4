import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import {
  type Call,
  type CallChange,
  type CallStore,
  DialLimitError,
  StaleCallError,
  type Webhook,
} from '../store/port.ts'

const FLUSH_EVERY_MS = 1000

export interface LedgerLimits {
  changes: number
  /** As JSON. */
  bytes: number
}

export interface CallLedgerOptions {
  store: CallStore
  clock: Clock
  log: Pick<Logger, 'error' | 'warn' | 'info'>
  /** Told once a change is on disk, at once or later. */
  onStored: (change: CallChange) => void
  limits?: LedgerLimits
}

interface Kept {
  changes: CallChange[]
  /** Of all its changes together. */
  bytes: number
}

/**
 * The store of calls, for as long as it works; where it does not take a change (disk full, I/O error), the change is kept in
 * memory and brought to it again, in order, and reads of that call see it meanwhile. So a call goes on, and its
 * outcome is reported once the store is back. What is kept is lost if the process ends first: it is bounded, told of,
 * and flushed once more on a stop.
 */
export class CallLedger {
  readonly #options: CallLedgerOptions
  readonly #limits: LedgerLimits
  /** By call, the one that failed last at the end. */
  readonly #kept = new Map<string, Kept>()
  #changes = 0
  #bytes = 0
  #cancelFlush: (() => void) | null = null
  #isFlushing = false

  constructor(options: CallLedgerOptions) {
    this.#options = options
    this.#limits = options.limits ?? { changes: 10_000, bytes: 64 * 1024 * 1024 }
  }

  /** Changes that the store did not take yet. */
  get unstoredCount(): number {
    return this.#changes
  }

  async find(callUUID: string): Promise<Call | null> {
    return this.#kept.get(callUUID)?.changes.at(-1)?.call ?? this.#options.store.find(callUUID)
  }

  async webhook(callUUID: string, key: string): Promise<Webhook | null> {
    const kept = this.#keptWebhook(callUUID, (webhook) => webhook.key === key)
    if (kept !== undefined) return kept
    const isUnknownToStore = this.#kept.get(callUUID)?.changes[0]?.isNew ?? false
    return isUnknownToStore ? null : this.#options.store.webhook(callUUID, key)
  }

  /** Resolves once the change is on disk or kept; rejects when it is stale, or when no more can be kept. */
  async commit(change: CallChange): Promise<void> {
    const { store, log, onStored } = this.#options
    const { callUUID } = change.call
    if (this.#kept.has(callUUID)) return this.#keep(change, null)
    try {
      await store.commit(change)
    } catch (error) {
      if (error instanceof StaleCallError || error instanceof DialLimitError) throw error
      log.error({ err: error, callUUID }, 'the store does not take a change of a call; it is kept in memory')
      return this.#keep(change, error)
    }
    onStored(change)
  }

  /** Not worth keeping in memory: it changed nothing. */
  async noteWebhook(webhook: Webhook): Promise<void> {
    try {
      await this.#options.store.noteWebhook(webhook)
    } catch (error) {
      const { callUUID, kind } = webhook
      this.#options.log.warn(
        { err: error, callUUID, kind },
        'a webhook that changed nothing could not be noted',
      )
    }
  }

  async answerWebhook(answered: Pick<Webhook, 'id' | 'callUUID' | 'answer' | 'durationMs'>): Promise<void> {
    const { id, callUUID, answer, durationMs } = answered
    const kept = this.#keptWebhook(callUUID, (webhook) => webhook.id === id)
    if (kept === undefined) return this.#options.store.answerWebhook({ id, answer, durationMs })
    kept.answer = answer
    kept.durationMs = durationMs
  }

  /** Brings what is kept to the store until it does not take one. */
  async flush(): Promise<void> {
    if (this.#isFlushing) return
    this.#isFlushing = true
    try {
      for (const callUUID of [...this.#kept.keys()]) if (!(await this.#flushCall(callUUID))) return
    } finally {
      this.#isFlushing = false
    }
  }

  /** Flushes once more, and says what is lost. */
  async stop(): Promise<void> {
    this.#cancelFlush?.()
    this.#cancelFlush = null
    await this.flush()
    if (this.#changes === 0) return
    const callUUIDs = [...this.#kept.keys()].slice(0, 100)
    this.#options.log.error(
      { changes: this.#changes, calls: this.#kept.size, callUUIDs },
      'changes of calls are lost: the store did not take them before the stop',
    )
  }

  #keptWebhook(callUUID: string, isIt: (webhook: Webhook) => boolean): Webhook | undefined {
    return this.#kept
      .get(callUUID)
      ?.changes.flatMap(({ webhook }) => webhook ?? [])
      .find(isIt)
  }

  #keep(change: CallChange, cause: unknown) {
    const { callUUID } = change.call
    // Through JSON, as on disk: nobody who holds the change may alter what is kept.
    const text = JSON.stringify(change)
    if (this.#changes >= this.#limits.changes || this.#bytes + text.length > this.#limits.bytes) {
      throw new Error('The store does not take changes of calls, and no more can be kept in memory', {
        cause,
      })
    }
    const kept = this.#kept.get(callUUID) ?? { changes: [], bytes: 0 }
    kept.changes.push(counted(noted(JSON.parse(text))))
    kept.bytes += text.length
    this.#kept.set(callUUID, kept)
    this.#changes += 1
    this.#bytes += text.length
    this.#flushLater()
  }

  #flushLater() {
    if (this.#cancelFlush !== null) return
    this.#cancelFlush = this.#options.clock.after(FLUSH_EVERY_MS, () => {
      void this.flush().finally(() => {
        if (this.#cancelFlush === null) return
        this.#cancelFlush = null
        if (this.#changes > 0) this.#flushLater()
        else this.#options.log.info('the store takes changes of calls again; all that was kept is stored')
      })
    })
  }

  /** False when the store did not take it; the call then waits behind the others, so that it holds up none of them. */
  async #flushCall(callUUID: string): Promise<boolean> {
    const { store, log, onStored } = this.#options
    const kept = this.#kept.get(callUUID)
    for (
      let change = kept?.changes[0];
      kept !== undefined && change !== undefined;
      change = kept.changes[0]
    ) {
      try {
        await store.commit(change)
      } catch (error) {
        if (!(error instanceof StaleCallError)) {
          this.#kept.delete(callUUID)
          this.#kept.set(callUUID, kept)
          return false
        }
        // A commit that only seemed to fail had been made.
        log.warn({ err: error, callUUID }, 'a change that was kept in memory is in the store already')
      }
      kept.changes.shift()
      this.#changes -= 1
      onStored(change)
    }
    this.#bytes -= kept?.bytes ?? 0
    this.#kept.delete(callUUID)
    return true
  }
}

/** What was dialled while nobody could count is counted later, and not refused any more. */
function counted(change: CallChange): CallChange {
  for (const limit of change.dialLimits ?? []) limit.most = null
  return change
}

/** For the timeline. */
function noted(change: CallChange): CallChange {
  const message = 'The store did not take this at once; it was kept in memory until it did.'
  change.event?.trace.push({ type: 'noticed', nodeId: null, message })
  return change
}
