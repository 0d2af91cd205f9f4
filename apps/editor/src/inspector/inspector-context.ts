import type { FlowDocument } from '@phloem/flow'
import { createContext, useContext } from 'react'
import type { VariableGroup } from './variables-in-scope.ts'

export interface InspectorScope {
  nodeId: string
  document: Pick<FlowDocument, 'id' | 'nodes'>
  /** The variables that the node's templates may name, the nearest upstream first. */
  groups: readonly VariableGroup[]
}

export const InspectorContext = createContext<InspectorScope>({
  nodeId: '',
  document: { id: '', nodes: [] },
  groups: [],
})

export const useInspector = (): InspectorScope => useContext(InspectorContext)
