import type { FlowDocument } from '@phloem/flow'
import type { ExitPlace } from '../../canvas/coverage-store.ts'
import { type Definitions, edgeId } from '../../canvas/flow-mapping.ts'

/**
 * Every exit by which a call can leave a node. Reports are never left, and a trigger without a line stands for calls that
 * this flow does not take.
 */
export function exitsToCover({ nodes, edges }: FlowDocument, definitions: Definitions): ExitPlace[] {
  const wired = new Set(edges.map(edgeId))
  return nodes.flatMap(({ id, type }) => {
    const definition = definitions.get(type)
    const exits = (definition?.exits ?? []).filter((exit) => !exit.unavailable).map((exit) => exit.id)
    const isWired = (exit: string) => wired.has(edgeId({ from: id, exit }))
    const isReport = definition?.accepts.includes('http_answered') && !exits.some(isWired)
    if (isReport) return []
    return exits
      .filter((exit) => !definition?.isTrigger || isWired(exit))
      .map((exit) => ({ nodeId: id, exit }))
  })
}

/** By `edgeId`: whether one of the paths took the exit. */
export function coverageOf(
  exits: readonly ExitPlace[],
  paths: readonly (readonly ExitPlace[])[],
): Record<string, boolean> {
  const idOf = ({ nodeId, exit }: ExitPlace) => edgeId({ from: nodeId, exit })
  const taken = new Set(paths.flat().map(idOf))
  return Object.fromEntries(exits.map((exit) => [idOf(exit), taken.has(idOf(exit))]))
}
