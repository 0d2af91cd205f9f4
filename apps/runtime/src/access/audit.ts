import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { AuditEntry, AuditStore } from '../store/port.ts'

/** A draft is saved every few seconds while somebody works on it; that is told once in so long. */
const QUIET_MS: Readonly<Record<string, number>> = { draft_changed: 10 * 60_000 }
const MOST_REMEMBERED = 1000
const LONGEST_DETAIL = 500

/** Who changed what. */
export class Audit {
  readonly #store: AuditStore
  readonly #clock: Clock
  readonly #toldAt = new Map<string, number>()
  #count = 0

  constructor(store: AuditStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  async note(told: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
    const at = this.#clock.now()
    if (this.#wasJustTold(told, at)) return
    const detail = told.detail.slice(0, LONGEST_DETAIL)
    await this.#store.add({
      ...told,
      subject: told.subject.slice(0, LONGEST_DETAIL),
      detail,
      id: this.#nextId(),
      at,
    })
  }

  list: AuditStore['list'] = (filter) => this.#store.list(filter)

  /** What happens in one millisecond stays in its order. */
  #nextId(): string {
    this.#count += 1
    return `${String(this.#count).padStart(9, '0')}-${randomUUID()}`
  }

  #wasJustTold({ actor, action, subject, ip }: Omit<AuditEntry, 'id' | 'at'>, at: number): boolean {
    const quietMs = QUIET_MS[action]
    if (quietMs === undefined) return false
    const key = JSON.stringify([actor.id, ip, action, subject])
    if (at - (this.#toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < quietMs) return true
    if (this.#toldAt.size >= MOST_REMEMBERED) this.#toldAt.clear()
    this.#toldAt.set(key, at)
    return false
  }
}
