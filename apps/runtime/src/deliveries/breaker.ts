/**
 * Whether a destination is spared for a while. It opens when most of its recent attempts failed; while it is open one
 * attempt in 30 s finds out whether the destination is back. Attempts that it holds back are not lost and not counted:
 * they stay in the store.
 *
 * Libraries for this (opossum, cockatiel) run a function or reject it and read the clock themselves; here attempts
 * are deferred, and time is handed in.
 */
export interface Breaker {
  state: () => BreakerState
  /** From when on the next attempt may begin; minus infinity while it is closed. */
  allowedAt: () => number
  /** An attempt begins; while the breaker is open it is the probe. */
  began: (at: number) => void
  ended: (at: number, isFailure: boolean) => void
  /** The wall clock was moved by so much. */
  clockMoved: (byMs: number) => void
}

export type BreakerState = 'closed' | 'open' | 'half_open'

const WINDOW_MS = 60_000
const FEWEST_ATTEMPTS = 10
const FAILURE_SHARE = 0.7
export const PROBE_EVERY_MS = 30_000

/** Attempts are counted by the second in which they ended, so that a busy destination costs no more than a quiet one. */
const SLOT_MS = 1000

export function createBreaker(): Breaker {
  let state: BreakerState = 'closed'
  let probeAt = Number.NEGATIVE_INFINITY
  const slots = new Map<number, { attempts: number; failures: number }>()

  const count = (at: number, isFailure: boolean) => {
    const slot = Math.floor(at / SLOT_MS)
    for (const [other] of slots) if (other <= slot - WINDOW_MS / SLOT_MS) slots.delete(other)
    const { attempts, failures } = slots.get(slot) ?? { attempts: 0, failures: 0 }
    slots.set(slot, { attempts: attempts + 1, failures: failures + Number(isFailure) })
  }

  const isFailing = () => {
    let attempts = 0
    let failures = 0
    for (const slot of slots.values()) {
      attempts += slot.attempts
      failures += slot.failures
    }
    return attempts >= FEWEST_ATTEMPTS && failures >= FAILURE_SHARE * attempts
  }

  const open = (at: number) => {
    state = 'open'
    probeAt = at + PROBE_EVERY_MS
  }

  const close = () => {
    state = 'closed'
    probeAt = Number.NEGATIVE_INFINITY
    slots.clear()
  }

  return {
    state: () => state,
    allowedAt: () => probeAt,
    began: (at) => {
      if (state === 'closed') return
      state = 'half_open'
      // The next one does not wait for this one's end: a destination that hangs would be asked more seldom.
      probeAt = at + PROBE_EVERY_MS
    },
    ended: (at, isFailure) => {
      if (state === 'closed') {
        count(at, isFailure)
        if (isFailing()) open(at)
      } else if (!isFailure) close()
      else state = 'open'
    },
    clockMoved: (byMs) => {
      probeAt += byMs
      slots.clear()
    },
  }
}
