import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { RetentionStore } from '../store/port.ts'

/** How long things are kept, in days; 0 for ever. */
export interface KeepDays {
  /** Calls with their events and delivered reports, counted from their beginning; and how often exits were taken. */
  calls: number
  /** The carrier's requests and our XML. */
  webhooks: number
  /** Reports that were given up, and with them their calls. */
  deadReports: number
  /** Who did what. */
  audit: number
}

const DAY_MS = 24 * 60 * 60_000
const FIRST_RUN_AFTER_MS = 60_000
const RUN_EVERY_MS = 60 * 60_000
/** Few enough that a call which arrives meanwhile does not notice. */
const CALLS_AT_ONCE = 20
const ROWS_AT_ONCE = 200
/** In between others get their turn. */
const PAUSE_MS = 20

export interface Retention {
  /** Removes all that is too old now. */
  run: () => Promise<void>
  stop: () => void
}

export function createRetention(
  store: RetentionStore,
  keep: KeepDays,
  clock: Clock,
  log: Pick<Logger, 'info' | 'error'>,
): Retention {
  let isStopped = false
  let cancel = () => {}

  const run = async () => {
    const now = clock.now()
    const before = (days: number) => (days === 0 ? 0 : now - days * DAY_MS)
    const deadBefore = before(keep.deadReports)
    const removed = {
      calls: await inPortions(CALLS_AT_ONCE, (limit) => store.calls(before(keep.calls), deadBefore, limit)),
      webhooks: await inPortions(ROWS_AT_ONCE, (limit) => store.webhooks(before(keep.webhooks), limit)),
      exitCounts: await inPortions(ROWS_AT_ONCE, (limit) => store.exitCounts(before(keep.calls), limit)),
      loginSessions: await inPortions(ROWS_AT_ONCE, (limit) => store.loginSessions(now, limit)),
      loginAttempts: await inPortions(ROWS_AT_ONCE, (limit) => store.loginAttempts(now - DAY_MS, limit)),
      audit: await inPortions(ROWS_AT_ONCE, (limit) => store.audit(before(keep.audit), limit)),
    }
    if (Object.values(removed).some((count) => count > 0))
      log.info(removed, 'what was kept long enough is removed')
  }

  async function inPortions(limit: number, remove: (limit: number) => Promise<number>): Promise<number> {
    let total = 0
    while (!isStopped) {
      const count = await remove(limit)
      total += count
      if (count < limit) break
      await new Promise<void>((resolve) => {
        cancel = clock.after(PAUSE_MS, resolve)
      })
    }
    return total
  }

  function runLater(afterMs: number) {
    if (isStopped) return
    cancel = clock.after(afterMs, () => {
      run()
        .catch((error: unknown) => log.error({ err: error }, 'old calls could not be removed'))
        .finally(() => runLater(RUN_EVERY_MS))
    })
  }
  runLater(FIRST_RUN_AFTER_MS)
  return {
    run,
    stop: () => {
      isStopped = true
      cancel()
    },
  }
}
