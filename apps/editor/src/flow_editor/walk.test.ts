import { expect, it } from 'vitest'
import type { Direction } from './commands/command-table.ts'
import { neighbour } from './walk.ts'

const box = (x: number, y: number) => ({ x, y, width: 200, height: 80 })
/** Start over three in a row, and one below the right one. */
const boxes = new Map([
  ['start', box(250, 0)],
  ['a', box(0, 160)],
  ['b', box(250, 160)],
  ['c', box(500, 160)],
  ['end', box(520, 320)],
])
const edges = [
  { from: 'start', exit: 'incoming_call', to: 'a' },
  { from: 'a', exit: 'failed', to: 'b' },
  { from: 'c', exit: 'failed', to: 'end' },
]

it.each([
  ['start', 'down', 'a', 'follows the line, though another node is nearer'],
  ['a', 'up', 'start', 'follows it back'],
  ['a', 'right', 'b', 'goes sideways'],
  ['b', 'right', 'c', 'goes sideways where no line leads'],
  ['c', 'left', 'b', 'goes back'],
  ['b', 'down', 'end', 'takes the nearest where no line leads that way'],
  ['b', 'up', 'start', 'takes the nearest above'],
] satisfies [string, Direction, string, string][])(
  'from %s %s leads to %s: it %s',
  (from, direction, to, _why) => {
    expect(neighbour(boxes, edges, from, direction)).toBe(to)
  },
)

it.each([
  ['start', 'up'],
  ['end', 'down'],
  ['a', 'left'],
  ['gone', 'left'],
] satisfies [string, Direction][])('from %s %s leads nowhere', (from, direction) => {
  expect(neighbour(boxes, edges, from, direction)).toBeNull()
})
