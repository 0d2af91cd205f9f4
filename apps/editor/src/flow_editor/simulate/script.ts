import type { DialResult, FlowDocument, NodeDefinition } from '@phloem/flow'
import type { Definitions } from '../../canvas/flow-mapping.ts'

/** What is to happen at a node: how its dial ends, or what its request is answered. */
export type Choice = DialResult | `${number}`

/** A node at which the world decides how the flow goes on. */
export interface Decision {
  nodeId: string
  name: string
  kind: 'dial' | 'answer'
}

export const CHOICES: Record<Decision['kind'], readonly { value: Choice; title: string }[]> = {
  dial: [
    { value: 'completed', title: 'Somebody answers' },
    { value: 'no_answer', title: 'Nobody picks up' },
    { value: 'busy', title: 'Busy or rejected' },
    { value: 'failed', title: 'The number does not exist' },
    { value: 'timeout', title: 'The carrier gives up' },
    { value: 'cancelled', title: 'The caller hangs up' },
  ],
  answer: [
    { value: '200', title: '200 OK' },
    { value: '404', title: '404 Not Found' },
    { value: '500', title: '500 Server Error' },
  ],
}

/** With the choice that was made among them, such as another status that a call has seen. */
export function choicesWith(kind: Decision['kind'], chosen: Choice | undefined) {
  const known = CHOICES[kind]
  const isKnown = chosen === undefined || known.some(({ value }) => value === chosen)
  return isKnown
    ? known
    : [...known, { value: chosen, title: chosen === 'unknown' ? 'Never reported' : chosen }]
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
  // A request that leads nowhere is a report: nobody waits for its answer.
  return definition?.accepts.includes('http_answered') && isWired ? 'answer' : null
}

/** As the API takes it: at each visit of the node the same. */
export const outcomesOf = (decisions: readonly Decision[], chosen: Readonly<Record<string, Choice>>) =>
  Object.fromEntries(
    decisions.map(({ nodeId, kind }) => {
      const choice = chosen[nodeId] ?? CHOICES[kind][0]?.value
      return [nodeId, [kind === 'dial' ? { dial: choice } : { status: Number(choice) }]]
    }),
  )
