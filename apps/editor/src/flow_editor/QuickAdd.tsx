import type { FlowEdge, NodeDefinition } from '@phloem/flow'
import type { Point } from '../canvas/arrange.ts'
import { CommandPalette } from './commands/CommandPalette.tsx'

/** A node that is asked for at a place of the window. */
export interface WantedNode {
  /** Where the list opens, in the window's pixels. */
  listAt: Point
  /** Where the node is to stand, in the window's pixels; null: near what it belongs to. */
  nodeAt: Point | null
  /** The exit that is to lead to it; null: none. */
  exit: Pick<FlowEdge, 'from' | 'exit'> | null
  /** The line that it is to be put into. */
  into?: FlowEdge
}

interface QuickAddProps {
  place: Point
  /** Those that may stand there. */
  definitions: readonly NodeDefinition[]
  onPick: (definition: NodeDefinition) => void
  onClose: () => void
}

/** The types of node that may stand at a place; Enter adds the first. */
export const QuickAdd = ({ place, definitions, onPick, onClose }: QuickAddProps) => (
  <CommandPalette
    label="Add a node"
    placeholder="What to add"
    place={place}
    entries={definitions.map((definition) => ({
      id: `add-${definition.type}`,
      title: definition.title,
      group: '',
      run: () => onPick(definition),
    }))}
    onClose={onClose}
  />
)
