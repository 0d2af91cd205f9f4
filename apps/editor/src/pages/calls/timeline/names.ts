import type { FlowDocument } from '@phloem/flow'
import { exitTitle } from '../../../words/exits.ts'

/** How the timeline calls things. */
export interface Names {
  /** At the beginning of a sentence: `Plivo`, `The simulator`. */
  carrier: string
  node: (id: string) => string
  exit: (nodeId: string, exit: string) => string
}

/** Without a document, ids stand in for names. */
export function namesIn(
  document: FlowDocument | undefined,
  carrier: 'simulator' | 'plivo' | undefined,
): Names {
  const nodes = new Map(document?.nodes.map((node) => [node.id, node]))
  return {
    carrier: { simulator: 'The simulator', plivo: 'Plivo', unknown: 'The carrier' }[carrier ?? 'unknown'],
    node: (id) => nodes.get(id)?.name ?? id,
    exit: (id, exit) => exitTitle(nodes.get(id)?.type, exit),
  }
}
