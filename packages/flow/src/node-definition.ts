import type * as Type from 'typebox'
import type { Effect } from './effect.ts'
import type { EventOf, EventType } from './event.ts'
import type { Json } from './json.ts'
import type { Memory } from './session.ts'

export interface Exit<Id extends string = string> {
  id: Id
  title: string
  description?: string
  /** Why this exit is never taken yet; wiring it is a warning with these words. */
  unavailable?: string
}

/** A variable that a node sets, as templates name it after the node's name. */
export interface Variable {
  /** Dots reach into objects: `call.from`. */
  path: string
  title: string
  type: 'text' | 'number' | 'time' | 'json'
  sample: Json
  /** The exits on which it is set; absent: on all. */
  exits?: readonly string[]
  /** Any path below this one is a variable too, such as a key of an HTTP answer. */
  open?: boolean
}

export interface NodeContext {
  /** Milliseconds since 1970, UTC: when the event happened that led here. */
  at: number
  callUUID: string
  isCallerOnLine: boolean
  isWired: (exit: string) => boolean
}

/** What a node does next. `X` are its exits; leaving by another one does not compile. */
export type Outcome<X extends string = string> =
  | { kind: 'leave'; exit: X; variables: Record<string, Json>; effects: Effect[]; notices: string[] }
  | { kind: 'wait'; effects: Effect[]; memory: Memory; notices: string[] }
  | { kind: 'stay'; effects: Effect[]; memory: Memory; notices: string[] }
  | { kind: 'finish'; effects: Effect[]; notices: string[] }

/** Leaves by an exit; the variables become readable under the node's name. */
export const leave = <const X extends string>(
  exit: X,
  variables: Record<string, Json> = {},
  notices: string[] = [],
): Outcome<X> => ({ kind: 'leave', exit, variables, effects: [], notices })

/** Begins a new step: the effects go out and the node is resumed by an event that it accepts. */
export const wait = (effects: Effect[], memory: Memory = null, notices: string[] = []): Outcome<never> => ({
  kind: 'wait',
  effects,
  memory,
  notices,
})

/** Goes on waiting in the same step. */
export const stay = (memory: Memory, effects: Effect[] = []): Outcome<never> => ({
  kind: 'stay',
  effects,
  memory,
  notices: [],
})

/** Ends the flow here. */
export const finish = (effects: Effect[] = [], notices: string[] = []): Outcome<never> => ({
  kind: 'finish',
  effects,
  notices,
})

/** The three groups of the palette. */
export type NodeGroup = 'trigger' | 'voice' | 'integration'

export interface NodeDefinition {
  /** The folder, the string in the document and in the log. */
  type: string
  title: string
  /** One sentence; the palette and the Information tab show it. */
  description: string
  group: NodeGroup
  /** A new node is called `<namePrefix>_1`. */
  namePrefix: string
  config: Type.TObject
  /** The config of a node that was just dropped onto the canvas; it may still lack what only its author knows. */
  newConfig: Record<string, Json>
  exits: readonly Exit[]
  variables: readonly Variable[]
  /** Flows begin here: it is resumed by the event that starts the run. */
  isTrigger: boolean
  /** Without a caller on the line the flow ends at this node. */
  needsCall: boolean
  /** Entering it always waits for the carrier; a cycle without such a node never ends. */
  waitsForCarrier: boolean
  accepts: readonly EventType[]
  /** One line for the card. */
  summary: (config: never) => string
  /** Words for the author on how the node will act as it is wired, or null. */
  mode: ((isWired: (exit: string) => boolean) => { title: string; description: string } | null) | null
  enter: (config: never, context: NodeContext) => Outcome
  resume: (config: never, event: never, memory: never, context: NodeContext) => Outcome
}

interface Definition<C extends Type.TObject, X extends string, E extends EventType, M extends Memory> {
  type: string
  title: string
  description: string
  group: NodeGroup
  namePrefix: string
  config: C
  newConfig: Record<string, Json>
  exits: readonly Exit<X>[]
  variables: readonly Variable[]
  isTrigger?: boolean
  needsCall?: boolean
  waitsForCarrier?: boolean
  accepts: readonly E[]
  summary: (config: Type.Static<C>) => string
  mode?: (isWired: (exit: X) => boolean) => { title: string; description: string } | null
  enter: (config: Type.Static<C>, context: NodeContext) => Outcome<NoInfer<X>>
  resume: (
    config: Type.Static<C>,
    event: EventOf<NoInfer<E>>,
    memory: M,
    context: NodeContext,
  ) => Outcome<NoInfer<X>>
}

/**
 * Makes a node type. The types hold it together: it can leave only by its exits, and `resume` must answer every
 * event that it accepts. Configs reach `enter` and `resume` with their templates rendered.
 */
export function defineNode<
  const C extends Type.TObject,
  const X extends string,
  const E extends EventType,
  M extends Memory = null,
>(definition: Definition<C, X, E, M>): NodeDefinition {
  return {
    isTrigger: false,
    needsCall: false,
    waitsForCarrier: false,
    ...definition,
    mode: definition.mode ?? null,
  }
}
