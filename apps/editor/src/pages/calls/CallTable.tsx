import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CallSummary } from '../../api/types.ts'
import { Table } from '../../ui/Table.tsx'
import { CallRow } from './CallRow.tsx'
import styles from './CallTable.module.css'

const COLUMNS = ['Call', 'Flow', 'State', 'Dial status', 'Reports', 'Duration', 'Started']
const ROW_HEIGHT = 41
const ROWS_BEYOND = 12
/** The next page is asked for when so few rows are left below. */
const ROWS_LEFT = 25

interface CallTableProps {
  calls: readonly CallSummary[]
  hasMore: boolean
  onEnd: () => void
}

/** As many rows as fit the window, of however many there are; the page's own scrolling moves through them. */
export function CallTable({ calls, hasMore, onEnd }: CallTableProps) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const scroller = () => list.current?.closest<HTMLElement>('main') ?? null
  const rows = useVirtualizer({
    count: calls.length,
    getScrollElement: scroller,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => calls[index]?.callUUID ?? index,
    overscan: ROWS_BEYOND,
    scrollMargin: top,
  })
  // What stands above the rows grows and shrinks.
  useLayoutEffect(() => {
    const frame = scroller()
    const head = list.current?.querySelector('thead')
    if (!frame || !head) return
    setTop(
      Math.round(head.getBoundingClientRect().bottom - frame.getBoundingClientRect().top + frame.scrollTop),
    )
  })

  const shown = rows.getVirtualItems()
  const last = shown.at(-1)
  const isNearEnd = hasMore && last !== undefined && last.index >= calls.length - ROWS_LEFT
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that was too short for the window asks again
  useEffect(() => {
    if (isNearEnd) end.current()
  }, [isNearEnd, calls.length])

  const before = (shown[0]?.start ?? top) - top
  const after = rows.getTotalSize() - ((last?.end ?? top) - top)
  return (
    <div ref={list} className={styles.list}>
      <Table
        label="Calls"
        columns={COLUMNS}
        part={{ rowCount: hasMore ? -1 : calls.length + 1, before, after }}
      >
        {shown.map(({ index, key }) => {
          const call = calls[index]
          return call && <CallRow key={key} call={call} index={index} measure={rows.measureElement} />
        })}
      </Table>
    </div>
  )
}
