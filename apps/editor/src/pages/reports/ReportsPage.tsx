import { Send } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { useDeliveries } from '../../api/deliveries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from '../Filters.module.css'
import { LoadError } from '../LoadError.tsx'
import { LoadMore } from '../LoadMore.tsx'
import { Page } from '../Page.tsx'
import { DeliveryList } from './DeliveryList.tsx'

const STATES = [
  { value: '', title: 'Any state' },
  { value: 'pending', title: 'Pending' },
  { value: 'delivered', title: 'Delivered' },
  { value: 'dead', title: 'Dead' },
]

export function ReportsPage() {
  const [search, setSearch] = useSearchParams()
  const state = search.get('state') ?? ''
  const reports = useDeliveries(state === '' ? {} : { state })
  const rows = reports.data?.pages.flatMap(({ deliveries }) => deliveries)
  return (
    <Page title="Reports">
      <search className={styles.filters}>
        <Select
          aria-label="State"
          options={STATES}
          value={state}
          onChange={({ target }) =>
            setSearch(target.value === '' ? {} : { state: target.value }, { replace: true })
          }
        />
      </search>
      {reports.isPending && <Skeleton label="Loading the reports" />}
      {reports.isError && (
        <LoadError what="The reports" error={reports.error} onRetry={() => reports.refetch()} />
      )}
      {rows?.length === 0 && (
        <EmptyState icon={<Send />} title={state === '' ? 'No reports yet' : 'No reports in this state'}>
          A report is an HTTP Request whose answer nobody waits for. It is retried until it is delivered or
          given up.
        </EmptyState>
      )}
      {rows && rows.length > 0 && <DeliveryList deliveries={rows} />}
      <LoadMore query={reports} />
    </Page>
  )
}
