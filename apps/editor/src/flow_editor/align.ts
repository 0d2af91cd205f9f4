import type { Point } from '../canvas/arrange.ts'
import type { Box } from './insert-position.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** Where boxes stand once they share an edge or a centre line of all of them together. */
export function align(boxes: ReadonlyMap<string, Box>, to: Alignment): Record<string, Point> {
  const all = [...boxes.values()]
  const left = Math.min(...all.map(({ x }) => x))
  const right = Math.max(...all.map(({ x, width }) => x + width))
  const top = Math.min(...all.map(({ y }) => y))
  const bottom = Math.max(...all.map(({ y, height }) => y + height))
  const place = {
    left: ({ y }: Box) => ({ x: left, y }),
    centre: ({ y, width }: Box) => ({ x: (left + right - width) / 2, y }),
    right: ({ y, width }: Box) => ({ x: right - width, y }),
    top: ({ x }: Box) => ({ x, y: top }),
    middle: ({ x, height }: Box) => ({ x, y: (top + bottom - height) / 2 }),
    bottom: ({ x, height }: Box) => ({ x, y: bottom - height }),
  }[to]
  return Object.fromEntries([...boxes].map(([id, box]) => [id, place(box)]))
}

/** Where boxes stand once the gaps between them are equal; the outermost stay. */
export function distribute(
  boxes: ReadonlyMap<string, Box>,
  along: 'horizontally' | 'vertically',
): Record<string, Point> {
  const isAcross = along === 'horizontally'
  const start = (box: Box) => (isAcross ? box.x : box.y)
  const length = (box: Box) => (isAcross ? box.width : box.height)
  const sorted = [...boxes].sort(([, a], [, b]) => start(a) - start(b))
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]]
  if (first === undefined || last === undefined || sorted.length < 3) {
    return Object.fromEntries(sorted.map(([id, { x, y }]) => [id, { x, y }]))
  }
  const used = sorted.reduce((sum, [, box]) => sum + length(box), 0)
  const gap = (start(last) + length(last) - start(first) - used) / (sorted.length - 1)
  let next = start(first)
  const placed: Record<string, Point> = {}
  for (const [id, box] of sorted) {
    placed[id] = isAcross ? { x: next, y: box.y } : { x: box.x, y: next }
    next += length(box) + gap
  }
  return placed
}
