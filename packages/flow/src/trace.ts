import type { EventType } from './event.ts'
import type { Json } from './json.ts'

/** One template of a node's config and what it became. */
export interface Rendered {
  field: string
  template: string
  value: string
}

/** What a step did, in order: the words of a call's timeline. */
export type TraceLine =
  | { type: 'entered'; nodeId: string; visit: number; rendered: Rendered[] }
  /** A disabled node: left as it was entered, without doing anything. */
  | { type: 'passed_over'; nodeId: string; visit: number; exit: string; to: string | null }
  | { type: 'waited'; nodeId: string; step: number; accepts: EventType[] }
  | { type: 'left'; nodeId: string; exit: string; to: string | null; variables: Record<string, Json> }
  | { type: 'noticed'; nodeId: string | null; message: string }
  | { type: 'ignored'; event: EventType; reason: string }
  | { type: 'ended'; nodeId: string | null; reason: EndReason }
  | { type: 'failed'; nodeId: string | null; code: FailureCode; message: string }

/** `finished`: a node ended the flow. `unwired`: an exit without an edge. `caller_gone`: a node needed the call. */
export type EndReason = 'finished' | 'unwired' | 'caller_gone'

export type FailureCode = 'too_many_steps' | 'too_many_visits' | 'no_start' | 'unknown_node' | 'bad_document'
