import { Download } from 'lucide-react'
import { useStatus } from '../../api/status.ts'
import button from '../../ui/Button.module.css'
import styles from './Section.module.css'

const where = {
  logs: 'masked in the log, and whole in exports',
  exports: 'masked in exports, and whole in the log',
  both: 'masked in the log and in exports',
  none: 'masked nowhere',
} as const

/** What becomes of callers' and callees' numbers and names outside of these pages. */
export function PrivacySection() {
  const status = useStatus()
  return (
    <section className={styles.section} aria-labelledby="settings-privacy">
      <header className={styles.head}>
        <h2 id="settings-privacy">Privacy</h2>
      </header>
      <p>
        {status.data && <>Numbers and names of callers and callees are {where[status.data.maskPersonal]}. </>}
        <code>PHLOEM_MASK_PERSONAL</code> in the environment decides it: <code>logs</code>,{' '}
        <code>exports</code>, <code>both</code> or <code>none</code>. A masked number reads +1202•••0199.
      </p>
      <div>
        <a className={button.button} data-variant="default" href="/api/calls/export" download>
          <Download />
          Export all calls
        </a>
      </div>
    </section>
  )
}
