import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { dismissToast, holdToast, letToastGo, shownToasts, toast } from './toast.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

const messages = () => shownToasts().map(({ message }) => message)
const undo = { title: 'Undo', run: () => undefined }

it('a toast goes by itself, one with an offer later', () => {
  toast('Saved')
  toast('Deleted', 'neutral', undo)
  vi.advanceTimersByTime(6_500)
  expect(messages()).toEqual(['Deleted'])
  vi.advanceTimersByTime(6_000)
  expect(messages()).toEqual([])
})

it('a toast stays while somebody is at it', () => {
  toast('Deleted', 'neutral', undo)
  const id = shownToasts()[0]?.id ?? 0
  holdToast(id)
  vi.advanceTimersByTime(60_000)
  expect(messages()).toEqual(['Deleted'])
  letToastGo(id)
  vi.advanceTimersByTime(12_500)
  expect(messages()).toEqual([])
})

it('a new offer takes the place of an older one', () => {
  toast('Deleted A', 'neutral', undo)
  toast('Copied')
  toast('Deleted B', 'neutral', undo)
  expect(messages()).toEqual(['Copied', 'Deleted B'])
  for (const { id } of shownToasts()) dismissToast(id)
  expect(messages()).toEqual([])
})
