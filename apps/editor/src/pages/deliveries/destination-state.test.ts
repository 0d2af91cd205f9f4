import { expect, it } from 'vitest'
import type { Destination } from '../../api/types.ts'
import { destinationState } from './destination-state.ts'

const destination: Destination = {
  origin: 'https://example.com',
  owed: { count: 0, oldestAt: null },
  dead: 0,
  state: 'ok',
  breaker: { state: 'closed', nextProbeAt: null },
  failingSince: null,
  disabledAt: null,
  disabledReason: null,
  gone: [],
  secretUpdatedAt: '2026-01-05T12:00:00Z',
}

it.each([
  { over: {}, title: 'OK', words: null },
  {
    over: { gone: [{ url: 'https://example.com/a', since: '2026-01-05T12:00:00Z' }] },
    title: 'Partly gone',
    words: null,
  },
  {
    over: { state: 'failing', failingSince: '2026-01-05T12:00:00Z' },
    title: 'Failing',
    words: /has arrived/,
  },
  {
    over: { state: 'deferred', breaker: { state: 'open', nextProbeAt: '2026-01-05T12:00:30Z' } },
    title: 'Deferred',
    words: /without losing attempts.*next at/,
  },
  {
    over: { state: 'disabled', disabledReason: 'It failed for 5 days.', disabledAt: '2026-01-05T12:00:00Z' },
    title: 'Disabled',
    words: /^It failed for 5 days\. Since/,
  },
] as const)('says $title', ({ over, title, words }) => {
  const said = destinationState({ ...destination, ...over } as Destination)
  expect(said.title).toBe(title)
  if (words === null) expect(said.words).toBeNull()
  else expect(said.words).toMatch(words)
})
