import * as Type from 'typebox'
import type { CallFilter } from '../store/port.ts'
import { instant } from './instant.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const limit = Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' }))

/** Which calls; `since` and `until` are ISO 8601 and about when they began, `until` itself left out. */
export const callQuery = Type.Object({
  flowId: text(64),
  number: text(64),
  from: text(128),
  callee: text(128),
  since: text(40),
  until: text(40),
  status: Type.Optional(Type.Enum(['live', 'ended'])),
  state: text(64),
  dialStatus: text(64),
  q: text(128),
  cursor: text(256),
  limit,
})

export function filterOf(query: Type.Static<typeof callQuery>): CallFilter {
  const { q, since, until, limit: asked, ...rest } = query
  const filter: CallFilter = { ...rest, limit: Math.min(Number(asked ?? 50), 200) }
  if (q !== undefined) filter.text = q
  if (since !== undefined) filter.since = instant('since', since)
  if (until !== undefined) filter.until = instant('until', until)
  return filter
}
