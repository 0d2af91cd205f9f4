import {
  documentSchema,
  type Event,
  type FlowDocument,
  type NodeDefinition,
  type Session,
} from '@phloem/flow'
import { type PreparedFlow, prepareFlow } from './prepare.ts'
import { type Step, stepFlow } from './step.ts'

export interface Engine {
  /** The JSON Schema of a flow document made of these node types. */
  schema: object
  /** Compiles a document's templates ahead of its first call. A document must not be changed afterwards. */
  prepare: (document: FlowDocument) => void
  /** Pure: the same document, session and event give the same step. `session` is null at the first event. */
  step: (document: FlowDocument, session: Session | null, event: Event) => Step
}

/** The engine knows node types only as definitions; this is where it meets them. */
export function createEngine(nodes: readonly NodeDefinition[]): Engine {
  const definitions = new Map(nodes.map((definition) => [definition.type, definition]))
  const prepared = new WeakMap<FlowDocument, PreparedFlow>()
  const prepare = (document: FlowDocument): PreparedFlow => {
    let flow = prepared.get(document)
    if (flow === undefined) {
      flow = prepareFlow(document, definitions)
      prepared.set(document, flow)
    }
    return flow
  }
  return {
    schema: documentSchema(nodes),
    prepare: (document) => void prepare(document),
    step: (document, session, event) => stepFlow(prepare(document), session, event),
  }
}
