import { useSearchParams } from 'wouter'
import { useDestinations } from '../../api/destinations.ts'
import { useStatus } from '../../api/status.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { OwedOutcomes } from '../OwedOutcomes.tsx'
import { Page } from '../Page.tsx'
import styles from './DeliveriesPage.module.css'
import { Destinations } from './Destinations.tsx'
import { Reports } from './Reports.tsx'

/** Every report with its attempts, and the web servers that get them. */
export function DeliveriesPage() {
  const [search, setSearch] = useSearchParams()
  const tab = search.get('tab') === 'destinations' ? 'destinations' : 'reports'
  const owed = useStatus().data?.owed.count ?? 0
  const destinations = useDestinations().data ?? []
  return (
    <Page title="Deliveries">
      <OwedOutcomes />
      <Tabs
        label="Deliveries"
        tabs={[
          { id: 'reports', title: 'Reports', ...(owed > 0 ? { count: owed } : {}) },
          { id: 'destinations', title: 'Destinations', count: destinations.length },
        ]}
        selected={tab}
        onSelect={(id) => setSearch(id === 'reports' ? {} : { tab: id }, { replace: true })}
      >
        <div className={styles.panel}>{tab === 'reports' ? <Reports /> : <Destinations />}</div>
      </Tabs>
    </Page>
  )
}
