import type { Tone } from '../../../ui/Badge.tsx'

/** What one opens an entry for. */
export type Detail =
  | { type: 'pairs'; title: string; pairs: readonly (readonly [name: string, value: string])[] }
  | { type: 'lines'; title: string; lines: readonly string[] }
  | { type: 'text'; title: string; text: string }

export type EntryKind = 'webhook' | 'event' | 'effect' | 'attempt' | 'notice'

/** One line of a call's timeline. */
export interface Entry {
  /** The same as long as the call is the same, so that an opened entry stays open while others arrive. */
  id: string
  at: string
  kind: EntryKind
  title: string
  tone: Tone
  nodeId: string | null
  details: readonly Detail[]
}
