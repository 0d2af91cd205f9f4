import type { NodeHandle } from './rf.ts'

/** All lengths are in pixels of the unzoomed canvas. Sizes are multiples of the grid, so that nodes line up. */
export const GRID = 8
export const HANDLE_HIT = 24
/** How far a handle's box reaches out of the card; its dot sits at that outer end. */
const HANDLE_OUTSIDE = 8

const MIN_WIDTH = 240
const HEADER_HEIGHT = 56
const SUMMARY_HEIGHT = 32
const EXITS_HEIGHT = 32
/** A generous mean of the label font, so that a title fits its column in every system font. */
const LABEL_CHARACTER = 6.8
const LABEL_PADDING = 12

export interface ExitColumn {
  id: string
  title: string
  left: number
  width: number
}

export interface NodeGeometry {
  width: number
  height: number
  columns: ExitColumn[]
  handles: NodeHandle[]
}

/** What a node's size and handles follow from; never from its texts, so that React Flow need not measure. */
export interface NodeShape {
  exits: readonly { id: string; title: string }[]
  /** Flows begin here: no edge may lead in. */
  isTrigger: boolean
}

/** The size of a card and the places of its handles: one target on top, one source per exit along the bottom. */
export function nodeGeometry({ exits, isTrigger }: NodeShape): NodeGeometry {
  const wanted = exits.map(({ title }) => onGrid(title.length * LABEL_CHARACTER + LABEL_PADDING))
  const sum = wanted.reduce((total, width) => total + width, 0)
  const width = Math.max(MIN_WIDTH, sum)
  const extra = exits.length === 0 ? 0 : (width - sum) / exits.length
  let left = 0
  const columns = exits.map(({ id, title }, index) => {
    const column = { id, title, left, width: (wanted[index] ?? 0) + extra }
    left += column.width
    return column
  })
  const height = HEADER_HEIGHT + SUMMARY_HEIGHT + (exits.length === 0 ? 0 : EXITS_HEIGHT)
  const handles = columns.map((column) => sourceHandle(column, height))
  return { width, height, columns, handles: isTrigger ? handles : [targetHandle(width), ...handles] }
}

const onGrid = (length: number): number => Math.ceil(length / GRID) * GRID

const box = { width: HANDLE_HIT, height: HANDLE_HIT }

// The enum `Position` would make this file load React Flow; its values are these strings.
const targetHandle = (nodeWidth: number): NodeHandle => ({
  type: 'target',
  position: 'top' as NodeHandle['position'],
  x: nodeWidth / 2 - HANDLE_HIT / 2,
  y: -HANDLE_OUTSIDE,
  ...box,
})

const sourceHandle = ({ id, left, width }: ExitColumn, nodeHeight: number): NodeHandle => ({
  id,
  type: 'source',
  position: 'bottom' as NodeHandle['position'],
  x: left + width / 2 - HANDLE_HIT / 2,
  y: nodeHeight + HANDLE_OUTSIDE - HANDLE_HIT,
  ...box,
})
