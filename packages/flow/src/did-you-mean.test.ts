import { expect, it } from 'vitest'
import { closest, didYouMean } from './did-you-mean.ts'

it.each([
  { word: 'Strat', candidates: ['Stop', 'Start'], meant: 'Start' },
  { word: 'form', candidates: ['to', 'from'], meant: 'from' },
  { word: 'calll.from', candidates: ['call.from', 'call.to'], meant: 'call.from' },
  { word: 'start', candidates: ['Start'], meant: 'Start' },
  { word: 'ringTimeout', candidates: ['record', 'ringTimeoutSeconds'], meant: 'ringTimeoutSeconds' },
  { word: 'a', candidates: ['b', 'c'], meant: 'b' },
  { word: 'to', candidates: ['from'], meant: null },
  { word: 'record_audio', candidates: ['dial', 'start'], meant: null },
  { word: 'x', candidates: [], meant: null },
])('takes $word for $meant', ({ word, candidates, meant }) => {
  expect(closest(word, candidates)).toBe(meant)
  expect(didYouMean(word, candidates)).toBe(meant === null ? '' : `; did you mean "${meant}"?`)
})
