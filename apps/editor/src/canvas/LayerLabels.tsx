import { edgeId } from './flow-mapping.ts'
import { heatWords } from './heat.ts'
import styles from './LayerLabels.module.css'
import { useHeat, useLive } from './layer-store.ts'
import type { ExitColumn } from './node-geometry.ts'

/** How many calls are in a node now, on the upper edge of its card. */
export function LiveCount({ nodeId }: { nodeId: string }) {
  const count = useLive((live) => live?.nodes[nodeId] ?? 0)
  if (count === 0) return null
  return (
    <span className={styles.live} title={`${count} live`}>
      <span aria-hidden="true">● </span>
      {count} live
    </span>
  )
}

/** How often each exit was taken, below its handle. */
export function ExitCounts({ nodeId, columns }: { nodeId: string; columns: readonly ExitColumn[] }) {
  const isOn = useHeat((heat) => heat !== null)
  if (!isOn) return null
  return columns.map(({ id, title, left, width }) => (
    <ExitCount key={id} id={edgeId({ from: nodeId, exit: id })} title={title} x={left + width / 2} />
  ))
}

function ExitCount({ id, title, x }: { id: string; title: string; x: number }) {
  const count = useHeat((heat) => heat?.counts[id] ?? 0)
  const words = `${title}: taken ${count.toLocaleString('en')} ${count === 1 ? 'time' : 'times'}`
  return (
    <span className={styles.exit} data-is-none={count === 0 || undefined} style={{ left: x }} title={words}>
      <span aria-hidden="true">{heatWords(count)}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
