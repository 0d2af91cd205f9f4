import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { afterQuiet } from './after-quiet.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const counted = () => {
  const state = { times: 0 }
  return { state, quiet: afterQuiet(() => (state.times += 1), { quietMs: 400, atMostMs: 1500 }) }
}

it('waits until changes rest', () => {
  const { state, quiet } = counted()
  quiet.changed()
  vi.advanceTimersByTime(300)
  quiet.changed()
  vi.advanceTimersByTime(399)
  expect(state.times).toBe(0)
  vi.advanceTimersByTime(1)
  expect(state.times).toBe(1)
})

it('waits no longer than so long after the first, however the changes go on', () => {
  const { state, quiet } = counted()
  for (let time = 0; time < 40; time += 1) {
    quiet.changed()
    vi.advanceTimersByTime(100)
  }
  expect(state.times).toBe(2)
})

it('does nothing once it is cancelled, and begins anew', () => {
  const { state, quiet } = counted()
  quiet.changed()
  quiet.cancel()
  vi.advanceTimersByTime(5_000)
  expect(state.times).toBe(0)
  quiet.changed()
  vi.advanceTimersByTime(400)
  expect(state.times).toBe(1)
})
