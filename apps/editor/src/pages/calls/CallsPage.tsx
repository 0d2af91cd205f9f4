import { PhoneCall, PhoneOutgoing } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useCalls } from '../../api/calls.ts'
import { useStatus } from '../../api/status.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { CarrierBadge } from '../CarrierBadge.tsx'
import { hasFilter } from '../filter-in-url.ts'
import { LoadError } from '../LoadError.tsx'
import { LoadMore } from '../LoadMore.tsx'
import { Page } from '../Page.tsx'
import { CallFilters } from './CallFilters.tsx'
import { CallRow } from './CallRow.tsx'
import { callFilterIn } from './call-filter.ts'
import { TestCall } from './TestCall.tsx'

const COLUMNS = ['Call', 'Flow', 'State', 'Dial status', 'Reports', 'Duration', 'Started']

export function CallsPage() {
  const [search, setSearch] = useSearchParams()
  const [, navigate] = useLocation()
  const [isCalling, setIsCalling] = useState(false)
  const isSimulator = useStatus().data?.carrier === 'simulator'
  const filter = callFilterIn(search)
  const calls = useCalls(filter)
  const rows = calls.data?.pages.flatMap((page) => page.calls)
  const testCall = isSimulator && (
    <Button icon={<PhoneOutgoing />} onClick={() => setIsCalling(true)}>
      Test call
    </Button>
  )
  return (
    <Page title="Calls" badge={<CarrierBadge />} actions={testCall}>
      <CallFilters search={search} onChange={(changed) => setSearch(changed, { replace: true })} />
      {calls.isPending && <Skeleton label="Loading the calls" />}
      {calls.isError && <LoadError what="The calls" error={calls.error} onRetry={() => calls.refetch()} />}
      {rows?.length === 0 &&
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
      {rows && rows.length > 0 && (
        <Table label="Calls" columns={COLUMNS}>
          {rows.map((call) => (
            <CallRow key={call.callUUID} call={call} />
          ))}
        </Table>
      )}
      <LoadMore query={calls} />
      {isCalling && (
        <TestCall
          onClose={() => setIsCalling(false)}
          onPlaced={(callUUID) => navigate(`/calls/${callUUID}`)}
        />
      )}
    </Page>
  )
}
