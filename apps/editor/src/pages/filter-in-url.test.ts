import { expect, it } from 'vitest'
import { filterIn, hasFilter, withFilter } from './filter-in-url.ts'

it('reads the filter from the URL and ignores the rest', () => {
  const search = new URLSearchParams('flowId=f&state=busy_rejected&q=+&other=1')
  expect(filterIn(search, ['flowId', 'state', 'q'])).toEqual({ flowId: 'f', state: 'busy_rejected' })
})

it('knows an empty filter', () => {
  expect([hasFilter({}), hasFilter({ q: 'a' })]).toEqual([false, true])
})

it('changes one field and keeps the others', () => {
  const search = new URLSearchParams('flowId=f&number=%2B1202')
  expect(withFilter(search, 'number', '').toString()).toBe('flowId=f')
  expect(withFilter(search, 'state', 'failed').toString()).toBe('flowId=f&number=%2B1202&state=failed')
  expect(search.toString()).toBe('flowId=f&number=%2B1202')
})
