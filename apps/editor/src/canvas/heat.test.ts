import { expect, it } from 'vitest'
import { heatOf, heatWidth, heatWords } from './heat.ts'

it('knows each exit by the id of its edge, and the most', () => {
  const counts = [
    { nodeId: 'start', exit: 'incoming_call', count: 9 },
    { nodeId: 'forward', exit: 'busy', count: 2 },
  ]
  expect(heatOf(counts)).toEqual({ counts: { 'start.incoming_call': 9, 'forward.busy': 2 }, most: 9 })
  expect(heatOf([]).most).toBe(1)
})

it('draws the most thickest, and tells little from nothing', () => {
  expect(heatWidth(100, 100)).toBe(12)
  expect(heatWidth(25, 100)).toBe(7)
  expect(heatWidth(1, 100)).toBe(3)
  expect(heatWidth(0, 100)).toBe(1.5)
})

it('writes great numbers short', () => {
  expect([0, 999, 12_400, 3_000_000].map(heatWords)).toEqual(['0', '999', '12.4K', '3M'])
})
