import type { FlowNote } from '@phloem/flow'
import type { Size } from './arrange.ts'
import { GRID } from './node-geometry.ts'

const USUAL: Size = { width: 240, height: 120 }
const SMALLEST: Size = { width: 120, height: 64 }
const LARGEST: Size = { width: 1200, height: 1200 }

export const noteSize = ({ size }: Pick<FlowNote, 'size'>): Size => size ?? USUAL

/** On the grid, neither too small to be read nor larger than a flow. */
export const fittingSize = ({ width, height }: Size): Size => ({
  width: fitting(width, SMALLEST.width, LARGEST.width),
  height: fitting(height, SMALLEST.height, LARGEST.height),
})

const fitting = (length: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, Math.round(length / GRID) * GRID))
