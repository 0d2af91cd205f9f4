/** A delivery and when it is due, in milliseconds since 1970. */
export interface Due {
  id: string
  nextAttemptAt: number
}

export interface DueHeap {
  add: (due: Due) => void
  /** The earliest, left in its place. */
  first: () => Due | undefined
  /** The earliest, taken out. */
  take: () => Due | undefined
}

/** A binary heap: the parent of the row at `i` is at `(i - 1) >> 1` and never due later. */
export function createDueHeap(): DueHeap {
  const rows: Due[] = []
  const dueAt = (index: number) => rows[index]?.nextAttemptAt ?? Number.POSITIVE_INFINITY
  const swap = (a: number, b: number) => {
    ;[rows[a], rows[b]] = [rows[b] as Due, rows[a] as Due]
  }

  const rise = (index: number) => {
    const parent = (index - 1) >> 1
    if (index === 0 || dueAt(parent) <= dueAt(index)) return
    swap(index, parent)
    rise(parent)
  }

  const sink = (index: number) => {
    const left = 2 * index + 1
    const child = dueAt(left + 1) < dueAt(left) ? left + 1 : left
    if (dueAt(index) <= dueAt(child)) return
    swap(index, child)
    sink(child)
  }

  return {
    add: (due) => rise(rows.push(due) - 1),
    first: () => rows[0],
    take: () => {
      const earliest = rows[0]
      const last = rows.pop()
      if (last !== undefined && rows.length > 0) {
        rows[0] = last
        sink(0)
      }
      return earliest
    },
  }
}
