import type { FlowNode, FlowNote } from '@phloem/flow'
import { count } from '../../words/count.ts'

/** How many nodes and notes, in words: `2 nodes and 1 note`. */
export function partsOf(parts: readonly (FlowNode | FlowNote)[]): string {
  const notes = parts.filter((part) => 'text' in part).length
  const nodes = parts.length - notes
  if (notes === 0) return count(nodes, 'node')
  return nodes === 0 ? count(notes, 'note') : `${count(nodes, 'node')} and ${count(notes, 'note')}`
}
