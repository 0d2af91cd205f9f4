import type { TraceLine } from '@phloem/flow'
import { edgeId } from './flow-mapping.ts'
import type { Live } from './layer-store.ts'

/** Where a call is, as the list of calls and the live stream tell it. */
export interface Whereabouts {
  callUUID: string
  status: 'live' | 'ended'
  waitsAt: string | null
}

/** The calls of one flow that go on now, kept up to date. Changes often; what is drawn is a `Live` made from it. */
export class LiveCalls {
  #places = new Map<string, string>()
  #moves: Record<string, number> = {}
  /** Calls that were heard of since the list of all was asked for: what it says of them may be older. */
  #heard = new Set<string>()

  forget() {
    this.#places.clear()
    this.#moves = {}
  }

  /** The list of all is being asked for. */
  asking() {
    this.#heard.clear()
  }

  listed(calls: readonly Whereabouts[]) {
    const known = this.#places
    this.#places = new Map([...known].filter(([callUUID]) => this.#heard.has(callUUID)))
    for (const call of calls) if (!this.#heard.has(call.callUUID)) this.#place(call)
  }

  heard(call: Whereabouts) {
    this.#heard.add(call.callUUID)
    this.#place(call)
  }

  moved(trace: readonly TraceLine[]) {
    for (const line of trace) {
      if (line.type !== 'left' || line.to === null) continue
      const id = edgeId({ from: line.nodeId, exit: line.exit })
      this.#moves[id] = (this.#moves[id] ?? 0) + 1
    }
  }

  get live(): Live {
    const nodes: Record<string, number> = {}
    for (const nodeId of this.#places.values()) nodes[nodeId] = (nodes[nodeId] ?? 0) + 1
    return { nodes, moves: { ...this.#moves } }
  }

  #place({ callUUID, status, waitsAt }: Whereabouts) {
    if (status === 'live' && waitsAt !== null) this.#places.set(callUUID, waitsAt)
    else this.#places.delete(callUUID)
  }
}
