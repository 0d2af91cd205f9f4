import { Link } from 'wouter'
import { useDestinations } from '../api/destinations.ts'
import { useStatus } from '../api/status.ts'
import { Time } from '../ui/Time.tsx'
import { count } from '../words/count.ts'
import styles from './OwedOutcomes.module.css'

/** How many outcomes have not reached their owner yet, how long the oldest has waited, and what was given up. */
export function OwedOutcomes() {
  const owed = useStatus().data?.owed
  const destinations = useDestinations().data ?? []
  const dead = destinations.reduce((sum, destination) => sum + destination.dead, 0)
  const stuck = destinations.filter(({ state }) => state === 'deferred' || state === 'disabled')
  // The place is kept while it loads, so that nothing below jumps.
  return (
    <p className={styles.owed} role="status" data-tone={(owed?.count ?? 0) > 0 ? 'warning' : 'calm'}>
      <span>
        <strong className={styles.number}>{owed?.count ?? '–'}</strong>{' '}
        {owed?.count === 1 ? 'outcome' : 'outcomes'} owed right now
        {owed?.oldestAt && (
          <>
            , the oldest from <Time at={owed.oldestAt} />
          </>
        )}
      </span>
      {(owed?.count ?? 0) > 0 && <Link href="/deliveries?state=pending">See them</Link>}
      {dead > 0 && <Link href="/deliveries?state=dead">{count(dead, 'report')} given up</Link>}
      {stuck.length > 0 && (
        <Link href="/deliveries?tab=destinations">
          {count(stuck.length, 'destination')} {stuck.length === 1 ? 'does' : 'do'} not take reports
        </Link>
      )}
    </p>
  )
}
