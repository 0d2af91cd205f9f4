import { Link } from 'wouter'
import type { FlowSummary } from '../api/types.ts'
import { Button } from '../ui/Button.tsx'
import { shownKeys } from './commands/keys.ts'
import styles from './FlowPanel.module.css'

interface FlowPanelProps {
  summary: FlowSummary | undefined
  onVersions: () => void
}

/** What there is to know of the flow while no node is selected. */
export function FlowPanel({ summary, onVersions }: FlowPanelProps) {
  return (
    <aside className={styles.panel} aria-label="Flow">
      <p>Select a node to configure it. Drag from an exit’s dot to a node to connect them.</p>
      <section>
        <h2>Published</h2>
        <p>
          {summary?.publishedVersion
            ? `Version ${summary.publishedVersion} answers calls.`
            : 'Not published yet: no call reaches this flow.'}
        </p>
        {summary?.publishedVersion && <Button onClick={onVersions}>Versions</Button>}
      </section>
      <section>
        <h2>Numbers</h2>
        {summary && summary.numbers.length > 0 ? (
          <ul>
            {summary.numbers.map((number) => (
              <li key={number}>{number}</li>
            ))}
          </ul>
        ) : (
          <p>No number has this flow yet.</p>
        )}
        <Link href="/numbers">Assign a number</Link>
      </section>
      <section>
        <h2>Keys</h2>
        <p>
          <kbd>{shownKeys('$mod+k')}</kbd> finds every command, <kbd>?</kbd> shows all keys.
        </p>
      </section>
    </aside>
  )
}
