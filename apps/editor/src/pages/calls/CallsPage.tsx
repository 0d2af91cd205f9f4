import { ArrowUp, PhoneCall, PhoneOutgoing } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useStatus } from '../../api/status.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { count } from '../../words/count.ts'
import { CarrierBadge } from '../CarrierBadge.tsx'
import { hasFilter } from '../filter-in-url.ts'
import { LoadError } from '../LoadError.tsx'
import { Page } from '../Page.tsx'
import { CallFilters } from './CallFilters.tsx'
import styles from './CallsPage.module.css'
import { CallTable } from './CallTable.tsx'
import { callFilterIn } from './call-filter.ts'
import { TestCall } from './TestCall.tsx'
import { useCallList } from './use-call-list.ts'

export function CallsPage() {
  const [search, setSearch] = useSearchParams()
  const [, navigate] = useLocation()
  const [isCalling, setIsCalling] = useState(false)
  const isSimulator = useStatus().data?.carrier === 'simulator'
  const filter = callFilterIn(search)
  const top = useRef<HTMLDivElement>(null)
  const frame = () => top.current?.closest('main') ?? null
  const { pages, waiting, showNewest } = useCallList(filter, () => (frame()?.scrollTop ?? 0) < 4)
  const calls = pages.data?.pages.flatMap((page) => page.calls)
  const changeSearch = useCallback(
    (change: (search: URLSearchParams) => URLSearchParams) => setSearch(change, { replace: true }),
    [setSearch],
  )
  const goToNewest = () => {
    frame()?.scrollTo({ top: 0 })
    void showNewest()
  }
  useAtTop(frame, () => {
    if (waiting.count > 0) void showNewest()
  })
  const testCall = isSimulator && (
    <Button icon={<PhoneOutgoing />} onClick={() => setIsCalling(true)}>
      Test call
    </Button>
  )
  return (
    <Page title="Calls" badge={<CarrierBadge />} actions={testCall}>
      <CallFilters search={search} onChange={changeSearch} />
      <div ref={top} className={styles.pill} role="status">
        {waiting.count > 0 && (
          <Button variant="primary" icon={<ArrowUp />} onClick={goToNewest}>
            {waiting.isMore ? `${waiting.count}+ new calls` : count(waiting.count, 'new call')}
          </Button>
        )}
      </div>
      {pages.isPending && <Skeleton label="Loading the calls" />}
      {pages.isError && <LoadError what="The calls" error={pages.error} onRetry={() => pages.refetch()} />}
      {calls?.length === 0 &&
        (hasFilter(filter) ? (
          <EmptyState
            icon={<PhoneCall />}
            title="No calls match"
            action={<Button onClick={() => setSearch({}, { replace: true })}>Clear the filters</Button>}
          />
        ) : (
          <EmptyState icon={<PhoneCall />} title="No calls yet" action={testCall}>
            Calls appear here while they happen.
          </EmptyState>
        ))}
      {calls && calls.length > 0 && (
        <>
          <CallTable
            calls={calls}
            hasMore={pages.hasNextPage}
            onEnd={() => !pages.isFetching && void pages.fetchNextPage()}
          />
          <p className={styles.end}>
            {pages.hasNextPage ? 'Loading more…' : `${count(calls.length, 'call')}, no more.`}
          </p>
        </>
      )}
      {isCalling && (
        <TestCall
          onClose={() => setIsCalling(false)}
          onPlaced={(callUUID) => navigate(`/calls/${callUUID}`)}
        />
      )}
    </Page>
  )
}

/** Runs when the reader comes back to the top. */
function useAtTop(frame: () => HTMLElement | null, onTop: () => void) {
  const latest = useRef({ frame, onTop })
  useEffect(() => {
    latest.current = { frame, onTop }
  })
  useEffect(() => {
    const element = latest.current.frame()
    const onScroll = () => {
      if (element && element.scrollTop < 4) latest.current.onTop()
    }
    element?.addEventListener('scroll', onScroll, { passive: true })
    return () => element?.removeEventListener('scroll', onScroll)
  }, [])
}
