import type { FlowDocument } from '@phloem/flow'

/** A flow to begin from; it has neither id nor name of its own yet. */
export interface FlowTemplate {
  id: string
  /** As the dialog *Choose your use case* shows it. */
  title: string
  description: string
  /** What a flow made from it is called. */
  flowName: string
  content: Pick<FlowDocument, 'nodes' | 'edges' | 'layout'>
}
