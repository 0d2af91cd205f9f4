import type { Engine } from '@phloem/engine'
import { type FlowDocument, readDocument } from '@phloem/flow'
import type { FlowStore } from '../store/port.ts'

type Loaded = { document: FlowDocument; version: number } | { problem: string }

/** What a new call runs on. `olderBecause` says why it is not the newest version; null when it is. */
export type Newest = { version: number; olderBecause: string | null } | { problem: string }

/** Published versions, prepared for calls. They never change, so each is read and compiled once. */
export class PublishedFlows {
  readonly #store: FlowStore
  readonly #engine: Engine
  readonly #loaded = new Map<string, Loaded>()

  constructor(store: FlowStore, engine: Engine) {
    this.#store = store
    this.#engine = engine
  }

  /** The newest version that loads: a version that doesn't must not cost anybody a call. */
  async newest(flowId: string): Promise<Newest> {
    const flow = await this.#store.find(flowId)
    const isRemoved = flow === null
    const newest = isRemoved ? ((await this.#store.version(flowId, null))?.version ?? null) : flow.version
    if (newest === null) {
      return { problem: `The flow "${flowId}" ${isRemoved ? 'does not exist' : 'was never published'}.` }
    }
    const loaded = await this.load(flowId, newest)
    if ('problem' in loaded) return this.#olderThan(flowId, newest, loaded.problem)
    const olderBecause = isRemoved ? `The flow "${flowId}" was removed; its version ${newest} goes on.` : null
    return { version: newest, olderBecause }
  }

  async #olderThan(flowId: string, newest: number, problem: string): Promise<Newest> {
    for (const { version } of await this.#store.versions(flowId)) {
      if (version >= newest || 'problem' in (await this.load(flowId, version))) continue
      return { version, olderBecause: `${problem} The call runs on version ${version}.` }
    }
    return { problem }
  }

  async load(flowId: string, version: number): Promise<Loaded> {
    const key = `${flowId}@${version}`
    const known = this.#loaded.get(key)
    if (known !== undefined) return known
    const loaded = await this.#read(flowId, version)
    this.#loaded.set(key, loaded)
    return loaded
  }

  async #read(flowId: string, version: number): Promise<Loaded> {
    const found = await this.#store.version(flowId, version)
    if (found === null) return { problem: `Version ${version} of the flow "${flowId}" is not stored.` }
    const read = readDocument(found.document)
    if (!read.ok)
      return { problem: `Version ${version} of the flow "${flowId}" does not load: ${read.issue.message}` }
    try {
      const document = read.document as FlowDocument
      this.#engine.prepare(document)
      return { document, version }
    } catch (error) {
      return {
        problem: `Version ${version} of the flow "${flowId}" does not load: ${(error as Error).message}`,
      }
    }
  }
}
