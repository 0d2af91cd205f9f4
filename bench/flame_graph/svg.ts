import type { Frame, Owner } from './profile.ts'

const WIDTH_PX = 1200
const ROW_PX = 18
const CHARACTER_PX = 6.2
/** Narrower ones can't be read, nor can the bottom of a tower. */
const NARROWEST_PX = 2
const DEEPEST = 32

const COLOURS: Record<Owner, { fill: string; means: string }> = {
  phloem: { fill: '#8fd19e', means: 'Phloem' },
  library: { fill: '#f5c77e', means: 'libraries' },
  node: { fill: '#a9c5ee', means: 'Node and SQLite' },
  machine: { fill: '#d6d3d1', means: 'V8: garbage, compiling' },
}

interface Box {
  frame: Frame
  x: number
  depth: number
  width: number
}

/** The stack downwards, each as wide as its share of the time that was not idle. */
export function flameGraph(title: string, root: Frame): string {
  const boxes = boxesBelow(root)
  const height = (Math.max(...boxes.map(({ depth }) => depth)) + 3) * ROW_PX
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH_PX} ${height}" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH_PX}" height="${height}" fill="#ffffff"/>`,
    ...Object.values(COLOURS).map(legend),
    ...boxes.map((box) => drawn(box, root.time)),
    '</svg>',
    '',
  ].join('\n')
}

function boxesBelow(root: Frame): Box[] {
  const boxes: Box[] = []
  const place = (frame: Frame, x: number, depth: number) => {
    let left = x
    for (const child of frame.children) {
      const width = (child.time / root.time) * WIDTH_PX
      if (width >= NARROWEST_PX && depth < DEEPEST) {
        boxes.push({ frame: child, x: left, depth, width })
        place(child, left, depth + 1)
      }
      left += width
    }
  }
  place(root, 0, 0)
  return boxes
}

const legend = ({ fill, means }: { fill: string; means: string }, index: number): string =>
  `<rect x="${8 + index * 170}" y="4" width="11" height="11" fill="${fill}"/><text x="${24 + index * 170}" y="14">${means}</text>`

function drawn({ frame, x, depth, width }: Box, whole: number): string {
  const y = (depth + 1.5) * ROW_PX
  const share = ((100 * frame.time) / whole).toFixed(1)
  const room = Math.floor((width - 6) / CHARACTER_PX)
  const text =
    room < 4 ? '' : `<text x="${(x + 3).toFixed(1)}" y="${y + 13}">${escaped(cut(frame.name, room))}</text>`
  return `<g><title>${escaped(frame.name)}: ${share} %</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${ROW_PX - 1}" fill="${COLOURS[frame.owner].fill}"/>${text}</g>`
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
