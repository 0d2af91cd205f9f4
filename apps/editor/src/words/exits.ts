import type { Exit, NodeDefinition } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import type { Tone } from '../ui/Badge.tsx'

const definitions: readonly NodeDefinition[] = nodes

/** The exits that a call's `state` may be, each once. */
export const callStates: readonly Exit[] = [
  ...new Map(
    definitions
      .filter(({ group }) => group === 'voice')
      .flatMap(({ exits }) => exits)
      .map((exit) => [exit.id, exit]),
  ).values(),
]

/** The exit's title; its id where the type or the exit is unknown. */
export const exitTitle = (type: string | undefined, exit: string): string =>
  definitions.find((definition) => definition.type === type)?.exits.find(({ id }) => id === exit)?.title ??
  exit

export const callStateTitle = (state: string): string =>
  callStates.find(({ id }) => id === state)?.title ?? state

export function callStateTone(state: string): Tone {
  if (state === 'completed') return 'success'
  return state === 'failed' ? 'danger' : 'warning'
}
