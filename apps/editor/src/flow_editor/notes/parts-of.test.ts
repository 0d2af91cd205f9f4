import { expect, it } from 'vitest'
import { partsOf } from './parts-of.ts'

const node = { id: 'a', type: 'start', name: 'A', config: {} }
const note = { id: 'n', text: '', position: { x: 0, y: 0 } }

it.each([
  { parts: [node], words: '1 node' },
  { parts: [note, note], words: '2 notes' },
  { parts: [node, note, node], words: '2 nodes and 1 note' },
])('$parts.length parts are $words', ({ parts, words }) => {
  expect(partsOf(parts)).toBe(words)
})
