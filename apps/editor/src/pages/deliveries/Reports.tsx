import { RotateCw, Send } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useDeliveries } from '../../api/deliveries.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { hasFilter } from '../filter-in-url.ts'
import { LoadError } from '../LoadError.tsx'
import { LoadMore } from '../LoadMore.tsx'
import { DeliveryFilters } from './DeliveryFilters.tsx'
import { DeliveryList } from './DeliveryList.tsx'
import { deliveryFilterIn } from './delivery-filter.ts'
import styles from './Reports.module.css'
import { SendAllAgain } from './SendAllAgain.tsx'

export function Reports() {
  const [search, setSearch] = useSearchParams()
  const [isSendingAgain, setIsSendingAgain] = useState(false)
  const filter = deliveryFilterIn(search)
  const reports = useDeliveries(filter)
  const rows = reports.data?.pages.flatMap(({ deliveries }) => deliveries)
  return (
    <div className={styles.reports}>
      <DeliveryFilters search={search} onChange={(changed) => setSearch(changed, { replace: true })} />
      {rows?.some(({ state }) => state === 'dead') && (
        <div className={styles.actions}>
          <Button icon={<RotateCw />} onClick={() => setIsSendingAgain(true)}>
            Send all dead ones again
          </Button>
        </div>
      )}
      {reports.isPending && <Skeleton label="Loading the reports" />}
      {reports.isError && (
        <LoadError what="The reports" error={reports.error} onRetry={() => reports.refetch()} />
      )}
      {rows?.length === 0 &&
        (hasFilter(filter) ? (
          <EmptyState
            icon={<Send />}
            title="No reports match"
            action={<Button onClick={() => setSearch({}, { replace: true })}>Clear the filters</Button>}
          />
        ) : (
          <EmptyState icon={<Send />} title="No reports yet">
            A report is an HTTP Request whose answer nobody waits for. It is retried until it is delivered or
            given up.
          </EmptyState>
        ))}
      {rows && rows.length > 0 && <DeliveryList deliveries={rows} />}
      <LoadMore query={reports} />
      {isSendingAgain && <SendAllAgain search={search} onClose={() => setIsSendingAgain(false)} />}
    </div>
  )
}
