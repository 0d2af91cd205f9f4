import type { EventType } from './event.ts'
import type { Json } from './json.ts'

/** What a node needs to remember while it waits, such as the recipients not yet tried. */
export type Memory = Json

/**
 * The state of one call inside a flow, between two events. Plain JSON: it is stored after every step and read
 * back before the next one.
 */
export interface Session {
  status: 'running' | 'ended' | 'failed'
  /** Empty when no call began the flow. */
  callUUID: string
  /** Whether the caller is still on the line; flows go on without one until a node needs the call. */
  caller: 'on_line' | 'gone'
  /** How many waits were entered. Callback URLs carry it; an event of an older step moves nothing. */
  step: number
  waiting: { nodeId: string; step: number; accepts: EventType[]; memory: Memory } | null
  /** Node name → variable → value: what templates read. */
  variables: Record<string, Record<string, Json>>
  /** Node id → times entered. */
  visits: Record<string, number>
}
