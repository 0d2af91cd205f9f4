import { useStatus } from '../api/status.ts'
import styles from './StorageBanner.module.css'

const WORDS = {
  low: 'The disk is nearly full. Calls go on; make room before it is.',
  full: 'The disk is full. Calls are answered, but nothing else is saved until there is room.',
  failing: 'The database can’t be written. Calls are answered from memory.',
} as const

/** Says on every page that the store is in trouble; nothing while all is well. */
export function StorageBanner() {
  const { data } = useStatus()
  if (!data || data.storage.state === 'ok') return null
  const { state, problem, unstored } = data.storage
  return (
    <p className={styles.banner} role="alert" data-tone={state === 'low' ? 'warning' : 'danger'}>
      {WORDS[state]}
      {state === 'failing' && problem !== null && ` It says: ${problem}.`}
      {unstored > 0 && ` ${unstored} events of calls are kept in memory; do not stop Phloem now.`}
    </p>
  )
}
