import type { FlowNode } from './document.ts'
import type { NodeDefinition } from './node-definition.ts'

/** The exit by which calls pass over a disabled node: the one that its author chose, or the first that is ever taken. */
export const passingExit = (
  { passesBy }: Pick<FlowNode, 'passesBy'>,
  definition: Pick<NodeDefinition, 'exits'> | undefined,
): string | undefined =>
  passesBy ?? definition?.exits.find(({ unavailable }) => unavailable === undefined)?.id
