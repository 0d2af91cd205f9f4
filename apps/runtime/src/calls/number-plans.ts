import { setImmediate as yieldToEvents } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { PublishedFlows } from '../flows/published.ts'
import type { PhoneNumber, Store } from '../store/port.ts'

export interface NumberPlan {
  number: PhoneNumber
  /** The newest version of its flow that loads; null where there is none, or none is known yet. */
  version: number | null
}

/**
 * What is needed to begin a call, kept in memory so that calls begin while the store can't be read. Whoever can read
 * the store must do so: what stands here may be old by then.
 */
export class NumberPlans {
  readonly #store: Pick<Store, 'numbers'>
  readonly #published: PublishedFlows
  readonly #log: Pick<Logger, 'warn'>
  readonly #numbers = new Map<string, PhoneNumber>()
  readonly #versions = new Map<string, number>()
  #isStopped = false

  constructor(store: Pick<Store, 'numbers'>, published: PublishedFlows, log: Pick<Logger, 'warn'>) {
    this.#store = store
    this.#published = published
    this.#log = log
  }

  /** Resolves once the numbers are known; their flows are read one by one while other work goes on. */
  async load(): Promise<void> {
    const numbers = await this.#store.numbers.list()
    for (const number of numbers) this.#numbers.set(number.number, number)
    void this.#loadFlows(new Set(numbers.flatMap(({ flowId }) => flowId ?? [])))
  }

  stop(): void {
    this.#isStopped = true
  }

  /** By the number in E.164; undefined for one that nobody has set up. */
  find(number: string): NumberPlan | undefined {
    const known = this.#numbers.get(number)
    if (known === undefined) return undefined
    const { flowId } = known
    return { number: known, version: flowId === null ? null : (this.#versions.get(flowId) ?? null) }
  }

  async numberChanged(number: string): Promise<void> {
    await this.#reading(async () => {
      const changed = await this.#store.numbers.find(number)
      if (changed === null) this.#numbers.delete(number)
      else {
        this.#numbers.set(number, changed)
        if (changed.flowId !== null) await this.#readFlow(changed.flowId)
      }
    })
  }

  async flowChanged(flowId: string): Promise<void> {
    const isAssigned = [...this.#numbers.values()].some((number) => number.flowId === flowId)
    if (isAssigned) await this.#reading(() => this.#readFlow(flowId))
  }

  async #loadFlows(flowIds: Set<string>): Promise<void> {
    for (const flowId of flowIds) {
      if (this.#isStopped) return
      await this.#reading(() => this.#readFlow(flowId))
      await yieldToEvents()
    }
  }

  async #readFlow(flowId: string): Promise<void> {
    const newest = await this.#published.newest(flowId)
    if ('version' in newest) this.#versions.set(flowId, newest.version)
  }

  /** What was known stays where the store can't be read. */
  async #reading(read: () => Promise<void>): Promise<void> {
    try {
      await read()
    } catch (error) {
      if (!this.#isStopped) this.#log.warn({ err: error }, 'what numbers lead to could not be read')
    }
  }
}
