import { useCallback } from 'react'
import type { Point } from '../../canvas/arrange.ts'
import type { FlowMapping } from '../../canvas/flow-mapping.ts'
import { toast } from '../../ui/toast.ts'
import { boxesOf } from '../boxes.ts'
import { useEditorStore } from '../editor-context.ts'
import { move } from '../edits.ts'
import type { TidyGraph } from './tidy.ts'

/** Tidies the selected nodes, or all when fewer than two are selected. The topmost one stays where it is. */
export function useTidy(mapping: FlowMapping): () => void {
  const store = useEditorStore()
  return useCallback(() => {
    const { document, selection } = store.getState()
    const nodes = document.nodes.map(({ id }) => id)
    const selected = nodes.filter((id) => selection.nodes.includes(id))
    const chosen = selected.length > 1 ? selected : nodes
    const boxes = [...boxesOf(document, mapping)].filter(([id]) => chosen.includes(id))
    const [anchor] = boxes.toSorted(([, a], [, b]) => a.y - b.y)
    if (anchor === undefined) return
    const graph: TidyGraph = {
      nodes: boxes.map(([id, { width, height }]) => ({ id, width, height })),
      edges: document.nodes.flatMap((node) => {
        const { columns } = mapping.geometryOf(node, document.edges)
        return columns.flatMap(({ id: exit }) =>
          document.edges
            .filter((edge) => edge.from === node.id && edge.exit === exit)
            .filter(({ from, to }) => chosen.includes(from) && chosen.includes(to)),
        )
      }),
    }
    inWorker(graph).then(
      (placed) => {
        if (store.getState().document !== document)
          return toast('The flow was changed meanwhile: not tidied.')
        const [id, { x, y }] = anchor
        const [dx, dy] = [x - (placed[id]?.x ?? x), y - (placed[id]?.y ?? y)]
        const moved = Object.entries(placed).map(([id, at]) => [id, { x: at.x + dx, y: at.y + dy }])
        store.getState().tx(`Tidy ${boxes.length} nodes`, move(Object.fromEntries(moved)))
      },
      () => toast('The flow could not be tidied.', 'danger'),
    )
  }, [store, mapping])
}

function inWorker(graph: TidyGraph): Promise<Record<string, Point>> {
  const worker = new Worker(new URL('./tidy.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Record<string, Point>>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = reject
    worker.postMessage(graph)
  }).finally(() => worker.terminate())
}
