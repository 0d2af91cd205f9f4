import type { FlowEdge } from '../document.ts'
import { passingExit } from '../passing-exit.ts'
import type { CheckedFlow } from './checked-flow.ts'

/** Whether a call may go along an edge: its exit is available, and the one by which a disabled node is passed over. */
export function isTaken({ byId }: CheckedFlow, { from, exit }: FlowEdge): boolean {
  const { node, definition } = byId.get(from) ?? {}
  if (node === undefined || definition === undefined) return true
  if (node.disabled && !definition.isTrigger) return exit === passingExit(node, definition)
  return definition.exits.find(({ id }) => id === exit)?.unavailable === undefined
}
