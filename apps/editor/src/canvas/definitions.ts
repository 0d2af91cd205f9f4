import { nodes } from '@phloem/nodes'
import { definitionsOf } from './flow-mapping.ts'

/** Every node type that this editor knows, by type. */
export const definitions = definitionsOf(nodes)
