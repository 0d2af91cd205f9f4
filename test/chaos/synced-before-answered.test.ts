import { expect, it } from 'vitest'
import { checkTrace } from './synced-before-answered.ts'

const request = '71 read(24<socket:[1]>, "POST /plivo/answer HTTP/1.1\\r\\nhos"..., 65536) = 700'
const written = '71 pwrite64(19</data/phloem.db-wal>, "..."..., 4096, 32) = 4096'
const synced = '71 fdatasync(19</data/phloem.db-wal>) = 0'
const answered = '71 write(24<socket:[1]>, "HTTP/1.1 200 OK\\r\\ncontent-ty"..., 900) = 900'

it('finds nothing wrong with an answer after the sync of what it says', () => {
  expect(checkTrace([request, written, synced, answered])).toEqual({ answers: 1, syncs: 1, violations: [] })
})

it.each([
  { what: 'before the sync', lines: [request, written, answered, synced] },
  { what: 'without a sync', lines: [request, answered] },
  { what: 'after a sync of something else', lines: [synced, request, answered] },
  { what: 'while more was written', lines: [request, written, synced, written, answered] },
])('finds an answer $what', ({ lines }) => {
  expect(checkTrace(lines)).toMatchObject({ answers: 1, violations: [answered] })
})

it('tells connections apart and ignores other answers', () => {
  const other = request.replaceAll('24<', '25<')
  const page = answered.replaceAll('24<', '26<')
  expect(checkTrace([request, other, written, synced, page, answered])).toMatchObject({
    answers: 1,
    violations: [],
  })
})
