import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Runs the timers on the way in their order, and lets what they begin settle. */
  advance: (milliseconds: number) => Promise<void>
  /** To the next timer, however far. */
  advanceToTimer: () => Promise<void>
  timerCount: () => number
  /** Time passes, but the process has no turn: its timers are late. */
  stall: (milliseconds: number) => void
  /** Somebody sets the wall clock; timers don't notice. */
  jump: (milliseconds: number) => void
}

export function createManualClock(startAt: number): ManualClock {
  let now = startAt
  let aheadMs = 0
  let followedMs = 0
  const timers = new Set<{ at: number; callback: () => void }>()
  const next = () => [...timers].sort((a, b) => a.at - b.at)[0]

  const advance = async (milliseconds: number) => {
    const end = now + milliseconds
    await settle()
    for (let timer = next(); timer !== undefined && timer.at <= end; timer = next()) {
      timers.delete(timer)
      now = Math.max(now, timer.at)
      timer.callback()
      await settle()
    }
    now = end
  }

  return {
    now: () => now + followedMs,
    aheadMs: () => aheadMs,
    follow: () => {
      followedMs += aheadMs
      aheadMs = 0
    },
    monotonic: () => now,
    after: (milliseconds, callback) => {
      const timer = { at: now + milliseconds, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance,
    advanceToTimer: () => advance((next()?.at ?? now) - now),
    timerCount: () => timers.size,
    stall: (milliseconds) => {
      now += milliseconds
    },
    jump: (milliseconds) => {
      aheadMs += milliseconds
    },
  }
}

/** Lets everything that needs no timer come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) await nextTurn()
}
