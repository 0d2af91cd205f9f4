import { describe, expect, it } from 'vitest'
import { touchedQueries } from './touched-queries.ts'
import type { Delivery, ServerEvents } from './types.ts'

const nothingKnown = () => undefined

it('refreshes the call that made a step, and no list', () => {
  const data = { callUUID: 'c' } as ServerEvents['step']
  expect(touchedQueries({ kind: 'step', data }, nothingKnown)).toEqual([['call', 'c']])
})

it('refreshes lists, call and what is owed after an attempt of a report', () => {
  const data = { callUUID: 'c' } as Delivery
  const touched = touchedQueries({ kind: 'delivery', data }, nothingKnown)
  expect(touched).toEqual([['deliveries'], ['destinations'], ['status'], ['calls'], ['call', 'c']])
})

it('refreshes what is owed as soon as a call owes a report, and not before', () => {
  const owing = (pending: number) => ({
    kind: 'call' as const,
    data: { callUUID: 'c', deliveries: { pending } } as ServerEvents['call'],
  })
  expect(touchedQueries(owing(0), nothingKnown)).toEqual([['calls'], ['call', 'c']])
  expect(touchedQueries(owing(1), nothingKnown)).toContainEqual(['status'])
})

describe('a flow event', () => {
  const data = { id: 'f', revision: 4, publishedVersion: 1 }

  it.each([
    ['no draft of it is shown', undefined, false],
    ['the draft shown is the one that was saved', 4, false],
    ['somebody else saved the draft shown', 3, true],
  ])('when %s', (_when, known, isRefreshed) => {
    const touched = touchedQueries({ kind: 'flow', data }, () => known)
    expect(touched.some((key) => key[0] === 'flow' && key[1] === 'f')).toBe(isRefreshed)
    expect(touched).toContainEqual(['flows'])
  })
})
