import { Link } from 'wouter'
import { useStatus } from '../../api/status.ts'
import { Time } from '../../ui/Time.tsx'
import { count } from '../../words/count.ts'
import styles from './OwedReports.module.css'

/** A line while reports wait for delivery. */
export function OwedReports() {
  const owed = useStatus().data?.owed
  if (!owed || owed.count === 0) return null
  return (
    <p className={styles.owed} role="status">
      <span>
        {count(owed.count, 'report')} {owed.count === 1 ? 'is' : 'are'} not delivered yet
        {owed.oldestAt !== null && (
          <>
            ; the oldest is from <Time at={owed.oldestAt} />
          </>
        )}
        .
      </span>
      <Link href="/reports?state=pending">See the reports</Link>
    </p>
  )
}
