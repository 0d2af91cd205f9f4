import type { Engine } from '@phloem/engine'
import { type FlowDocument, readDocument } from '@phloem/flow'
import type { FlowStore } from '../store/port.ts'

type Loaded = { document: FlowDocument; version: number } | { problem: string }

/** Published versions, prepared for calls. They never change, so each is read and compiled once. */
export class PublishedFlows {
  readonly #store: FlowStore
  readonly #engine: Engine
  readonly #loaded = new Map<string, Loaded>()

  constructor(store: FlowStore, engine: Engine) {
    this.#store = store
    this.#engine = engine
  }

  async newest(flowId: string): Promise<{ version: number } | { problem: string }> {
    const flow = await this.#store.find(flowId)
    if (flow === null) return { problem: `The flow "${flowId}" does not exist any more.` }
    if (flow.version === null) return { problem: `The flow "${flowId}" was never published.` }
    return this.load(flowId, flow.version)
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
