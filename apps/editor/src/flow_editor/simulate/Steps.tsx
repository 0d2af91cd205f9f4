import { useMemo } from 'react'
import { eventEntries } from '../../pages/calls/timeline/event-entries.ts'
import { namesIn } from '../../pages/calls/timeline/names.ts'
import { Timeline } from '../../pages/calls/timeline/Timeline.tsx'
import type { Played } from './SimulateDrawer.tsx'
import styles from './Steps.module.css'

interface StepsProps {
  played: Played
  place: number
  onGoTo: (nodeId: string) => void
}

/** What happened so far, with the values that went in and out. */
export function Steps({ played, place, onGoTo }: StepsProps) {
  const { document, steps, sent } = played
  const names = useMemo(() => namesIn(document, 'simulator'), [document])
  const entries = useMemo(
    () =>
      steps.slice(0, place).flatMap(({ seq, event, effects, trace }) => {
        const at = new Date(event.at).toISOString()
        return eventEntries({ seq, at, event, effects, trace }, [], names)
      }),
    [steps, place, names],
  )
  const startedAt = new Date(steps[0]?.event.at ?? 0).toISOString()
  return (
    <>
      {sent.map(({ nodeId, method, url, status, error, durationMs }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of a played call never changes
        <p key={index} className={styles.sent}>
          <strong>Real request sent</strong> by {names.node(nodeId)}: {method} {url} –{' '}
          {error ?? `answered ${status}`} after {durationMs} ms
        </p>
      ))}
      <Timeline entries={entries} startedAt={startedAt} onShowNode={onGoTo} />
    </>
  )
}
