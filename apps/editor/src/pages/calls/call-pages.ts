import type { CallPages } from '../../api/calls.ts'
import type { CallSummary } from '../../api/types.ts'

/** The list with what is newer of a call; the same list where it is not in it. */
export function withCall(list: CallPages, call: CallSummary): CallPages {
  const has = (calls: readonly CallSummary[]) => calls.some(({ callUUID }) => callUUID === call.callUUID)
  if (!list.pages.some(({ calls }) => has(calls))) return list
  const pages = list.pages.map((page) =>
    has(page.calls)
      ? { ...page, calls: page.calls.map((known) => (known.callUUID === call.callUUID ? call : known)) }
      : page,
  )
  return { ...list, pages }
}

export const firstPageOf = ({ pages, pageParams }: CallPages): CallPages => ({
  pages: pages.slice(0, 1),
  pageParams: pageParams.slice(0, 1),
})

/** How many calls the server has above a list that is shown; `isMore` when there may be others behind them. */
export function waitingAbove(
  list: CallPages,
  newest: readonly CallSummary[],
): { count: number; isMore: boolean } {
  const known = new Set(list.pages.flatMap(({ calls }) => calls.map(({ callUUID }) => callUUID)))
  const top = list.pages[0]?.calls[0]?.startedAt ?? ''
  const above = newest.filter(({ callUUID, startedAt }) => startedAt >= top && !known.has(callUUID))
  return { count: above.length, isMore: above.length > 0 && above.length === newest.length }
}
