import { setImmediate as yieldToEvents } from 'node:timers/promises'
import type { Delivery } from '../store/port.ts'
import { type AttemptOptions, attempt } from './attempt.ts'
import type { Due } from './due-heap.ts'
import { type Concurrency, createLanes } from './lanes.ts'
import { createPlan } from './plan.ts'
import { wait } from './wait.ts'

/** Sees to it that each pending delivery of the store is attempted when it is due, in one process. */
export interface Dispatcher {
  /** Resolves once the store was asked what is due; attempts go on in the background. */
  start: () => Promise<void>
  /** To be told of what was stored as pending since. */
  added: (deliveries: Due[]) => void
  /** Sends a dead one again under its old id; null when it is not dead. */
  replay: (id: string) => Promise<Delivery | null>
  /** Begins no attempt any more and waits 8 s for those under way; what they don't finish stays pending. */
  stop: () => Promise<void>
}

export interface DispatcherOptions extends AttemptOptions {
  /** After each attempt and replay, once the store has it. */
  onChange: (delivery: Delivery) => void
  concurrency?: Concurrency
}

/** How many deliveries are looked at before other work of the process gets its turn. */
const LOOKS_PER_TURN = 100
const STORE_REST_MS = 5_000
/** The attempt was made but could not be kept; it is made again, under the same id. */
const UNRECORDED_RETRY_MS = 5 * 60_000
const STOP_GRACE_MS = 8_000
/** So that a clock that was set forward is noticed. */
const LONGEST_SLEEP_MS = 60 * 60_000

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, clock, log, onChange, concurrency = { total: 64, perHost: 8 } } = options
  const plan = createPlan(store)
  const lanes = createLanes(concurrency)
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  const cutting = new AbortController()
  let storeRestsUntil = Number.NEGATIVE_INFINITY
  let cancelAlarm = () => {}
  let isAwake = false
  let isWoken = false

  const isOpen = () => !stopping.signal.aborted && clock.now() >= storeRestsUntil

  function wake(): void {
    isWoken = true
    if (!isAwake) void run()
  }

  async function run(): Promise<void> {
    isAwake = true
    cancelAlarm()
    while (isWoken) {
      isWoken = false
      await startDue().catch(restStore)
    }
    isAwake = false
    setAlarm()
  }

  function restStore(error: unknown): void {
    log.error({ err: error }, 'the store does not tell which deliveries are due')
    storeRestsUntil = clock.now() + STORE_REST_MS
  }

  function setAlarm(): void {
    const at = isOpen() ? plan.firstAt() : storeRestsUntil
    if (stopping.signal.aborted || at === Number.POSITIVE_INFINITY) return
    cancelAlarm = clock.after(Math.min(Math.max(at - clock.now(), 0), LONGEST_SLEEP_MS), wake)
  }

  /** Brings all that is due into the lanes, also what must wait there: another host's may be behind it. */
  async function startDue(): Promise<void> {
    for (let looks = 1; isOpen(); looks += 1) {
      startAttempts()
      if (plan.firstAt() <= clock.now()) await enterLane(plan.take() as Due)
      else if (!(await plan.loadMore())) return
      if (looks % LOOKS_PER_TURN === 0) await yieldToEvents()
    }
  }

  async function enterLane(due: Due): Promise<void> {
    try {
      const delivery = await findDue(due.id)
      if (delivery !== null) lanes.add(hostOf(delivery), due.id)
    } catch (error) {
      plan.putBack(due)
      throw error
    }
  }

  /** The delivery if it is due; the store's word counts, not the plan's. */
  async function findDue(id: string): Promise<Delivery | null> {
    const delivery = await store.find(id)
    const nextAttemptAt = delivery?.nextAttemptAt ?? 0
    if (delivery?.state === 'pending' && nextAttemptAt <= clock.now()) return delivery
    plan.letGo(id)
    if (delivery?.state === 'pending') plan.add({ id, nextAttemptAt })
    return null
  }

  function startAttempts(): void {
    for (let next = lanes.take(); next !== undefined; next = lanes.take()) {
      running.set(next.id, runAttempt(next.host, next.id))
    }
  }

  async function runAttempt(host: string, id: string): Promise<void> {
    try {
      const delivery = await findDue(id)
      if (delivery !== null) await finish(delivery)
    } catch (error) {
      restStore(error)
      plan.putBack({ id, nextAttemptAt: storeRestsUntil })
    }
    running.delete(id)
    lanes.release(host)
    wake()
  }

  async function finish(delivery: Delivery): Promise<void> {
    const { id } = delivery
    const after = await attempt(delivery, options, { stopping: stopping.signal, cutting: cutting.signal })
    if (after === null) return plan.putBack({ id, nextAttemptAt: clock.now() + UNRECORDED_RETRY_MS })
    plan.letGo(id)
    if (after.nextAttemptAt !== null) plan.add({ id, nextAttemptAt: after.nextAttemptAt })
    tell(after)
  }

  function tell(delivery: Delivery): void {
    try {
      onChange(delivery)
    } catch (error) {
      log.error({ err: error, deliveryId: delivery.id }, 'a listener to deliveries failed')
    }
  }

  return {
    start: async () => {
      await plan.loadMore().catch(restStore)
      wake()
    },
    added: (deliveries) => {
      for (const due of deliveries) plan.add(due)
      wake()
    },
    replay: async (id) => {
      const delivery = await store.revive(id, clock.now())
      if (delivery === null) return null
      // The attempt that it died of may be at its last step and still hold the id.
      await running.get(id)
      plan.add({ id, nextAttemptAt: delivery.nextAttemptAt ?? clock.now() })
      wake()
      tell(delivery)
      return delivery
    },
    stop: async () => {
      stopping.abort()
      cancelAlarm()
      await Promise.race([Promise.all(running.values()), wait(clock, STOP_GRACE_MS, cutting.signal)])
      cutting.abort()
    },
  }
}

const hostOf = ({ request }: Delivery): string => URL.parse(request.url)?.host ?? ''
