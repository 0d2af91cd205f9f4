import { Button } from '../ui/Button.tsx'
import styles from './Banner.module.css'
import { useCrashCopy } from './use-crash-copy.ts'

/** Offers the unsaved work of an earlier visit. */
export function RestoreBanner() {
  const { offered, restore, discard } = useCrashCopy()
  if (!offered) return null
  const when = new Date(offered.at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <div className={styles.banner}>
      <p role="status">This browser kept unsaved changes from {when}.</p>
      <Button onClick={restore}>Restore</Button>
      <Button variant="ghost" onClick={discard}>
        Discard
      </Button>
    </div>
  )
}
