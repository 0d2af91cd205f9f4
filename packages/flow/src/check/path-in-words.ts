import type { FlowEdge } from '../document.ts'
import type { CheckedFlow } from './checked-flow.ts'

const MOST_NAMES = 8

/**
 * A way through the flow by node names: `Start → Call_Forward_1 (failed) → HTTP_Request_1`. An exit is named where
 * the node could be left by another wired one.
 */
export function pathInWords({ byId, leaving }: CheckedFlow, path: readonly FlowEdge[], last: string): string {
  const nameOf = (id: string) => byId.get(id)?.node.name ?? id
  const names = path.map(({ from, exit }) =>
    (leaving.get(from)?.length ?? 0) > 1 ? `${nameOf(from)} (${exit})` : nameOf(from),
  )
  names.push(nameOf(last))
  if (names.length > MOST_NAMES) names.splice(2, names.length - MOST_NAMES + 1, '…')
  return names.join(' → ')
}
