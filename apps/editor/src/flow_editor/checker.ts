import * as compiled from 'virtual:phloem-validators'
import { check, type FlowDocument, fromCompiled, type Issue } from '@phloem/flow'
import { nodes } from '@phloem/nodes'

const validators = fromCompiled(compiled)

/** The checks of a whole document. They are a third of the editor's code, so they are loaded after the canvas. */
export const checkDocument = (
  document: FlowDocument,
  secretNames: readonly string[] | null,
): readonly Issue[] => check(document, nodes, validators, secretNames)

/** Whether a value has the shape of a document, so that it can be worked on. */
export const isDocument = (value: unknown): value is FlowDocument => validators.envelope(value).length === 0
