import { setImmediate as yieldToEvents } from 'node:timers/promises'
import type { Delivery, DueDelivery, ReviveFilter } from '../store/port.ts'
import { type AttemptOptions, attempt } from './attempt.ts'
import { createPlan, type Plan } from './plan.ts'
import { wait } from './wait.ts'

/** Sees to it that each pending delivery of the store is attempted when it is due, in one process. */
export interface Dispatcher {
  /** Resolves once the store was asked what is owed; attempts go on in the background. */
  start: () => Promise<void>
  /** To be told of what was stored as pending since. */
  added: (deliveries: DueDelivery[]) => void
  /** Sends a dead one again under its old id; null when it is not dead. */
  replay: (id: string) => Promise<Delivery | null>
  /** The same for all that match and were dead when it was asked; how many. */
  replayMany: (filter: ReviveFilter) => Promise<number>
  /** To be told that a destination may be tried again, or that the times in the store were moved. */
  replan: () => void
  /** Begins no attempt any more and waits 8 s for those under way; what they don't finish stays pending. */
  stop: () => Promise<void>
}

export interface DispatcherOptions extends AttemptOptions {
  /** After each attempt and replay, once the store has it. */
  onChange: (delivery: Delivery) => void
  concurrency?: Concurrency
}

export interface Concurrency {
  /** Attempts at once over all destinations. */
  total: number
  perDestination: number
}

/** What a destination has coming, and how many attempts to it are under way. */
interface Queue {
  destination: string
  plan: Plan
  running: number
}

/** How many attempts begin before other work of the process gets its turn. */
const BEGUN_PER_TURN = 50
const STORE_REST_MS = 5_000
/** The attempt was made but could not be kept; it is made again, under the same id. */
const UNRECORDED_RETRY_MS = 5 * 60_000
const STOP_GRACE_MS = 8_000
/** So that a clock that was set forward is noticed. */
const LONGEST_SLEEP_MS = 60 * 60_000
/** Revived in one write; calls get their turn in between. */
const REVIVED_PER_WRITE = 200

const ABANDONED = 'Phloem was stopped during the only attempt; the report may have arrived'

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, destinations, clock, log, onChange } = options
  // Many destinations that hang at once must leave room for those that don't.
  const { concurrency = { total: 256, perDestination: 8 } } = options
  const queues = new Map<string, Queue>()
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  const cutting = new AbortController()
  let isStarted = false
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
      await beginDue().catch(restStore)
    }
    isAwake = false
    setAlarm()
  }

  function restStore(error: unknown): void {
    if (clock.now() < storeRestsUntil) return
    log.error({ err: error }, 'the store does not tell which deliveries are due')
    storeRestsUntil = clock.now() + STORE_REST_MS
  }

  function setAlarm(): void {
    const at = isOpen() ? nextBeginAt() : storeRestsUntil
    if (stopping.signal.aborted || at === Number.POSITIVE_INFINITY) return
    cancelAlarm = clock.after(Math.min(Math.max(at - clock.now(), 0), LONGEST_SLEEP_MS), wake)
  }

  /** Where an attempt must end first, that end wakes. */
  function nextBeginAt(): number {
    if (running.size >= concurrency.total) return Number.POSITIVE_INFINITY
    let earliest = Number.POSITIVE_INFINITY
    for (const { destination, plan, running: count } of queues.values()) {
      if (count >= concurrency.perDestination) continue
      earliest = Math.min(earliest, Math.max(plan.nextAt(), destinations.allowedAt(destination)))
    }
    return earliest
  }

  function queueOf(destination: string): Queue {
    const known = queues.get(destination)
    if (known !== undefined) return known
    const plan = createPlan((limit) => store.due(destination, limit))
    const queue = { destination, plan, running: 0 }
    queues.set(destination, queue)
    return queue
  }

  /** Begins what is due and may begin, destinations in turn. */
  async function beginDue(): Promise<void> {
    if (!isStarted) await loadQueues()
    let begun = 0
    for (let isAnyBegun = true; isAnyBegun; ) {
      isAnyBegun = false
      for (const queue of [...queues.values()]) {
        if (!isOpen() || running.size >= concurrency.total) return
        if (!(await beginNext(queue))) continue
        isAnyBegun = true
        begun += 1
        // Behind the others: where the total is too small for all of them, each gets its turn.
        queues.delete(queue.destination)
        queues.set(queue.destination, queue)
        if (begun % BEGUN_PER_TURN === 0) await yieldToEvents()
      }
    }
  }

  async function loadQueues(): Promise<void> {
    for (const destination of await store.owing()) queueOf(destination)
    isStarted = true
  }

  async function beginNext(queue: Queue): Promise<boolean> {
    const { destination, plan } = queue
    if (queue.running >= concurrency.perDestination) return false
    if (destinations.allowedAt(destination) > clock.now()) return false
    while (plan.firstAt() > clock.now()) if (!(await plan.loadMore())) return letGoIfEmpty(queue)
    const due = plan.take()
    if (due === undefined || stopping.signal.aborted) return false
    queue.running += 1
    running.set(due.id, runAttempt(queue, due.id))
    return true
  }

  function letGoIfEmpty(queue: Queue): false {
    if (queue.running === 0 && queue.plan.isEmpty()) queues.delete(queue.destination)
    return false
  }

  async function runAttempt(queue: Queue, id: string): Promise<void> {
    destinations.began(queue.destination)
    try {
      const delivery = await findDue(queue, id)
      if (delivery !== null) await finish(queue, delivery)
    } catch (error) {
      restStore(error)
      queue.plan.putBack({ id, nextAttemptAt: storeRestsUntil })
    }
    running.delete(id)
    queue.running -= 1
    wake()
  }

  /** The delivery if it is due; the store's word counts, not the plan's. */
  async function findDue({ plan }: Queue, id: string): Promise<Delivery | null> {
    const delivery = await store.find(id)
    const nextAttemptAt = delivery?.nextAttemptAt ?? 0
    if (delivery?.state === 'pending' && nextAttemptAt <= clock.now()) return delivery
    plan.letGo(id)
    if (delivery?.state === 'pending') plan.add({ id, nextAttemptAt })
    return null
  }

  async function finish({ plan }: Queue, delivery: Delivery): Promise<void> {
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

  function added(deliveries: DueDelivery[]): void {
    for (const { destination, ...due } of deliveries) queueOf(destination).plan.add(due)
    wake()
  }

  return {
    start: async () => {
      const abandoned = await store.abandonBegun(clock.now(), ABANDONED).catch(restStore)
      if (abandoned) log.error({ count: abandoned }, 'reports that may be sent once were cut off by a stop')
      wake()
    },
    added,
    replay: async (id) => {
      const delivery = await store.revive(id, clock.now())
      if (delivery === null) return null
      // The attempt that it died of may be at its last step and still hold the id.
      await running.get(id)
      added([{ ...delivery, nextAttemptAt: delivery.nextAttemptAt ?? clock.now() }])
      tell(delivery)
      return delivery
    },
    replayMany: async (filter) => {
      const at = clock.now()
      let count = 0
      for (const part of partsOf(filter)) {
        let revived: DueDelivery[]
        do {
          revived = await store.reviveMany(part, at, REVIVED_PER_WRITE)
          await Promise.all(revived.map(({ id }) => running.get(id)))
          added(revived)
          count += revived.length
          await yieldToEvents()
        } while (revived.length === REVIVED_PER_WRITE && !('ids' in part))
      }
      return count
    },
    replan: () => {
      for (const { plan } of queues.values()) plan.forgetTimes()
      isStarted = false
      storeRestsUntil = Number.NEGATIVE_INFINITY
      wake()
    },
    stop: async () => {
      stopping.abort()
      cancelAlarm()
      await Promise.race([Promise.all(running.values()), wait(clock, STOP_GRACE_MS, cutting.signal)])
      cutting.abort()
    },
  }
}

/** A long list of ids as several that fit into a write each. */
const partsOf = (filter: ReviveFilter): ReviveFilter[] =>
  'ids' in filter
    ? Array.from({ length: Math.ceil(filter.ids.length / REVIVED_PER_WRITE) }, (_, index) => ({
        ids: filter.ids.slice(index * REVIVED_PER_WRITE, (index + 1) * REVIVED_PER_WRITE),
      }))
    : [filter]
