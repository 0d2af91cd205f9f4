import type { Call, CallEvent, Delivery } from './store/port.ts'

/** What people who watch are told, as it happens. */
export type HubMessage =
  | { kind: 'step'; call: Call; event: CallEvent }
  | { kind: 'delivery'; delivery: Delivery }
  | { kind: 'destination'; origin: string }
  | { kind: 'flow'; id: string; revision: number; version: number | null }
  | { kind: 'numbers'; number: string }

/** Hands messages to whoever listens in this process. Listeners must not throw. */
export class Hub {
  readonly #listeners = new Set<(message: HubMessage) => void>()

  publish(message: HubMessage) {
    for (const listener of this.#listeners) listener(message)
  }

  /** The function that it returns ends it. */
  subscribe(listener: (message: HubMessage) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
