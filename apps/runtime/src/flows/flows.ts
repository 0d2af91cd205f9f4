import { type FlowDocument, type Issue, isError } from '@phloem/flow'
import type { Clock } from '../clock.ts'
import type { Hub } from '../hub.ts'
import type { Flow, FlowStore, Version } from '../store/port.ts'
import { readRunnable } from './checking.ts'

/** The published documents as files. */
export interface FlowFiles {
  /** Resolves when it is on disk. */
  keep: (document: FlowDocument) => Promise<void>
  forget: (flowId: string) => Promise<void>
}

export class FlowHasErrors extends Error {
  override name = 'FlowHasErrors' as const
  readonly issues: Issue[]

  constructor(issues: Issue[]) {
    super('The flow has errors.')
    this.issues = issues
  }
}

export interface FlowsOptions {
  store: FlowStore
  files: FlowFiles
  hub: Hub
  clock: Clock
  /** Told of every document that calls may run on from now on. */
  onPublish: (document: FlowDocument) => void
}

/** Drafts and versions: what the editor, the API and the folder of flows do with them. */
export class Flows {
  readonly #options: FlowsOptions

  constructor(options: FlowsOptions) {
    this.#options = options
  }

  async create(draft: FlowDocument): Promise<Flow | null> {
    const flow = await this.#options.store.create(draft, this.#options.clock.now())
    if (flow !== null) this.#tell(flow)
    return flow
  }

  async save(draft: FlowDocument, ifRevision: number | null): Promise<Flow | null> {
    const flow = await this.#options.store.saveDraft(draft, ifRevision, this.#options.clock.now())
    if (flow !== null) this.#tell(flow)
    return flow
  }

  /** Publishes the draft; throws `FlowHasErrors` when an error stands. Null when there is no such flow. */
  async publish(flowId: string, note: string): Promise<{ version: Version; issues: Issue[] } | null> {
    const flow = await this.#options.store.find(flowId)
    if (flow === null) return null
    const read = readRunnable(flow.draft)
    if (!('document' in read)) throw new FlowHasErrors(read.issues)
    const version = await this.publishDocument(read.document, note)
    await this.#options.files.keep(read.document)
    return { version, issues: read.issues.filter((issue) => !isError(issue)) }
  }

  /** Keeps a checked document as the flow's next version. */
  async publishDocument(document: FlowDocument, note: string): Promise<Version> {
    const { store, clock, onPublish } = this.#options
    const version = await store.publish(document.id, document, note, clock.now())
    onPublish(document)
    const flow = await store.find(document.id)
    if (flow !== null) this.#tell(flow)
    return version
  }

  /** False when there was none. Calls that run on its versions go on. */
  async remove(flowId: string): Promise<boolean> {
    const isRemoved = await this.#options.store.remove(flowId)
    if (isRemoved) await this.#options.files.forget(flowId)
    return isRemoved
  }

  #tell({ id, revision, version }: Flow) {
    this.#options.hub.publish({ kind: 'flow', id, revision, version })
  }
}
