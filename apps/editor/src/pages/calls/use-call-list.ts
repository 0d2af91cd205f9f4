import { useEffect, useRef, useState } from 'react'
import { type CallFilter, getCalls, useCallListCache, useCallPages } from '../../api/calls.ts'
import { useServerEvent } from '../../api/server-events.ts'
import { firstPageOf, waitingAbove, withCall } from './call-pages.ts'

/** The first of many changes shows at once, the rest together. */
const REFRESH_MS = 500

/**
 * The list of calls as it is while calls come and go. At its top it follows them; where somebody reads further down
 * nothing moves: what began since waits above, and is counted.
 */
export function useCallList(filter: CallFilter, isAtTop: () => boolean) {
  const pages = useCallPages(filter)
  const cache = useCallListCache(filter)
  const [waiting, setWaiting] = useState({ count: 0, isMore: false })
  const filterText = JSON.stringify(filter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another list
  useEffect(() => setWaiting({ count: 0, isMore: false }), [filterText])

  const showNewest = () => {
    setWaiting({ count: 0, isMore: false })
    cache.change(firstPageOf)
    return cache.refresh()
  }
  const lookAbove = async () => {
    const known = cache.get()
    if (known === undefined) return
    if (isAtTop()) return showNewest()
    const { calls } = await getCalls(filter)
    // The reader may have gone to another list meanwhile, or back to the top.
    if (cache.get() === undefined || isAtTop()) return
    setWaiting(waitingAbove(cache.get() ?? known, calls))
  }
  const look = useThrottled(() => void lookAbove().catch(() => undefined), REFRESH_MS)
  useServerEvent('call', (call) => {
    cache.change((known) => withCall(known, call))
    look()
  })
  useServerEvent('delivery', () => {
    if (isAtTop()) look()
  })
  return { pages, waiting, showNewest }
}

/** Runs at once, and then at most once in so many milliseconds; the last wish is not forgotten. */
function useThrottled(run: () => void, everyMs: number): () => void {
  const latest = useRef(run)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const isWanted = useRef(false)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const start = () => {
    if (timer.current !== undefined) {
      isWanted.current = true
      return
    }
    isWanted.current = false
    latest.current()
    timer.current = setTimeout(() => {
      timer.current = undefined
      if (isWanted.current) start()
    }, everyMs)
  }
  return start
}
