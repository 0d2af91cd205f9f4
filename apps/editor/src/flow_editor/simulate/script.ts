import type { DialResult, FlowDocument, NodeDefinition } from '@phloem/flow'
import type { Script, ScriptedOutcome } from '../../api/simulations.ts'
import type { Definitions } from '../../canvas/flow-mapping.ts'

/** A node at which the world decides how the flow goes on, or that sends a report. */
export interface Decision {
  nodeId: string
  name: string
  kind: 'dial' | 'answer' | 'report'
}

export interface Choice {
  value: string
  title: string
}

const NO_ANSWER: Choice = { value: 'none', title: 'No answer in time' }
const REAL: Choice = { value: 'real', title: 'Really send it' }

const CHOICES: Record<Decision['kind'], readonly Choice[]> = {
  dial: [
    { value: 'completed', title: 'Somebody answers' },
    { value: 'no_answer', title: 'Nobody picks up' },
    { value: 'busy', title: 'Busy or rejected' },
    { value: 'failed', title: 'The number does not exist' },
    { value: 'timeout', title: 'The carrier gives up' },
    { value: 'cancelled', title: 'The caller hangs up' },
  ] satisfies readonly { value: DialResult; title: string }[],
  answer: [
    { value: '200', title: '200 OK' },
    { value: '404', title: '404 Not Found' },
    { value: '500', title: '500 Server Error' },
    NO_ANSWER,
    REAL,
  ],
  report: [{ value: 'mocked', title: 'Not sent' }, REAL],
}

/** By what they wait for, so that a new node type is among them by itself. */
export const decisionsOf = ({ nodes, edges }: FlowDocument, definitions: Definitions): Decision[] =>
  nodes.flatMap((node): Decision[] => {
    const kind = kindOf(
      definitions.get(node.type),
      edges.some(({ from }) => from === node.id),
    )
    return kind === null ? [] : [{ nodeId: node.id, name: node.name, kind }]
  })

function kindOf(definition: NodeDefinition | undefined, isWired: boolean): Decision['kind'] | null {
  if (definition?.accepts.includes('dial_ended')) return 'dial'
  if (!definition?.accepts.includes('http_answered')) return null
  // A request that leads nowhere is a report: nobody waits for its answer.
  return isWired ? 'answer' : 'report'
}

/** What a person can choose there; a status that a scenario or a real call brought along is among them. */
export function choicesOf(kind: Decision['kind'], outcome: ScriptedOutcome): readonly Choice[] {
  const usual = CHOICES[kind]
  const value = choiceOf(kind, outcome)
  return usual.some((choice) => choice.value === value) ? usual : [...usual, { value, title: value }]
}

export function choiceOf(kind: Decision['kind'], outcome: ScriptedOutcome): string {
  if (kind === 'dial') return outcome.callerHangsUp ? 'cancelled' : (outcome.dial ?? 'completed')
  if (outcome.isReal) return REAL.value
  if (kind === 'report') return 'mocked'
  return outcome.error === undefined ? String(outcome.status ?? 200) : NO_ANSWER.value
}

/** The outcome that a choice stands for. What was said of the one before about ringing or a body stays. */
export function chosen(kind: Decision['kind'], value: string, before: ScriptedOutcome): ScriptedOutcome {
  if (value === REAL.value) return { isReal: true }
  if (kind === 'report') return {}
  if (kind === 'dial') {
    // A cause belongs to its result.
    const { hangupCause: _, callerHangsUp: __, ...rest } = before
    return { ...rest, dial: value as DialResult }
  }
  if (value === NO_ANSWER.value) return { error: 'timed out' }
  return { status: Number(value), ...(before.body !== undefined && { body: before.body }) }
}

/** Of a node's visits the form shows the first, and changes them all. */
export const outcomeAt = ({ outcomes }: Script, nodeId: string): ScriptedOutcome =>
  outcomes[nodeId]?.[0] ?? {}

export const withOutcome = (script: Script, nodeId: string, outcome: ScriptedOutcome): Script => ({
  ...script,
  outcomes: { ...script.outcomes, [nodeId]: [outcome] },
})

/** Nodes that are gone would be refused by nobody, but say nothing either. */
export const scriptFor = ({ call, outcomes }: Script, decisions: readonly Decision[]): Script => ({
  call,
  outcomes: Object.fromEntries(
    decisions.flatMap(({ nodeId }) => (outcomes[nodeId] ? [[nodeId, outcomes[nodeId]]] : [])),
  ),
})

export const hasReal = ({ outcomes }: Script): boolean =>
  Object.values(outcomes).some((list) => list.some(({ isReal }) => isReal))

export const USUAL_SCRIPT: Script = { call: { from: '+14155550100', to: '+12025550199' }, outcomes: {} }
