import { describe, expect, it } from 'vitest'
import { COALESCE_MS, emptyHistory, type History, record, redo, type Step, undo } from './history.ts'

const step = (before: string, after: string, more: Partial<Step<string>> = {}): Step<string> => ({
  label: `${before} → ${after}`,
  before,
  after,
  coalesce: null,
  at: 0,
  ...more,
})
const after = (...steps: Step<string>[]): History<string> =>
  steps.reduce<History<string>>(record, emptyHistory)

describe('history', () => {
  it('undoes and redoes steps in order', () => {
    const history = after(step('a', 'b'), step('b', 'c'))
    const once = undo(history)
    const twice = undo(once?.history ?? emptyHistory)
    expect([once?.step.before, twice?.step.before]).toEqual(['b', 'a'])
    expect(undo(twice?.history ?? emptyHistory)).toBeNull()
    const again = redo(twice?.history ?? emptyHistory)
    expect(again?.step.after).toBe('b')
    expect(redo(history)).toBeNull()
  })

  it('forgets what was undone when something new happens', () => {
    const undone = undo(after(step('a', 'b')))
    const history = record(undone?.history ?? emptyHistory, step('a', 'x'))
    expect(redo(history)).toBeNull()
  })

  it('makes one step of quick changes with one key', () => {
    const history = after(
      step('', 'h', { coalesce: 'url', at: 0 }),
      step('h', 'ht', { coalesce: 'url', at: COALESCE_MS }),
      step('ht', 'htt', { coalesce: 'url', at: 2 * COALESCE_MS }),
    )
    expect(history.past).toHaveLength(1)
    expect(undo(history)?.step).toMatchObject({ before: '', after: 'htt' })
  })

  it.each([
    ['another key', { coalesce: 'to', at: 1 }],
    ['a rest', { coalesce: 'url', at: COALESCE_MS + 1 }],
    ['no key', { coalesce: null, at: 1 }],
  ])('begins a new step after %s', (_why, more) => {
    expect(after(step('', 'a', { coalesce: 'url', at: 0 }), step('a', 'b', more)).past).toHaveLength(2)
  })

  it('does not add to a step that was undone and redone', () => {
    const undone = undo(after(step('', 'a', { coalesce: 'url', at: 0 })))
    const redone = redo(undone?.history ?? emptyHistory)
    const history = record(redone?.history ?? emptyHistory, step('a', 'b', { coalesce: 'url', at: 1 }))
    expect(history.past).toHaveLength(2)
  })

  it('keeps the newest 200 steps', () => {
    const history = after(...Array.from({ length: 250 }, (_, n) => step(`${n}`, `${n + 1}`)))
    expect(history.past).toHaveLength(200)
    expect(history.past.at(-1)?.after).toBe('250')
  })
})
