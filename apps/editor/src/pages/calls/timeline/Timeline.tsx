import { Bell, Radio, Send, TriangleAlert, Waypoints, Zap } from 'lucide-react'
import type { ReactNode } from 'react'
import { clockTime, offset } from '../../../words/time.ts'
import { EntryDetail } from './EntryDetail.tsx'
import type { Entry, EntryKind } from './entry.ts'
import styles from './Timeline.module.css'

const icons: Record<EntryKind, ReactNode> = {
  webhook: <Radio />,
  event: <Bell />,
  effect: <Zap />,
  attempt: <Send />,
  notice: <TriangleAlert />,
}

interface TimelineProps {
  entries: readonly Entry[]
  startedAt: string
  onShowNode: (nodeId: string) => void
}

export const Timeline = ({ entries, startedAt, onShowNode }: TimelineProps) => (
  <ol className={styles.timeline}>
    {entries.map((entry) => (
      <li key={entry.id} className={styles.entry} data-tone={entry.tone}>
        <time dateTime={entry.at} title={clockTime(entry.at)}>
          {offset(Date.parse(entry.at) - Date.parse(startedAt))}
        </time>
        <span className={styles.icon}>{icons[entry.kind]}</span>
        {entry.details.length === 0 ? (
          <p className={styles.title}>{entry.title}</p>
        ) : (
          <details>
            <summary className={styles.title}>{entry.title}</summary>
            <div className={styles.details}>
              {entry.details.map((detail) => (
                <EntryDetail key={detail.title} detail={detail} />
              ))}
              <NodeButton nodeId={entry.nodeId} onShowNode={onShowNode} />
            </div>
          </details>
        )}
      </li>
    ))}
  </ol>
)

const NodeButton = ({ nodeId, onShowNode }: Pick<Entry, 'nodeId'> & Pick<TimelineProps, 'onShowNode'>) =>
  nodeId !== null && (
    <button type="button" className={styles.showNode} onClick={() => onShowNode(nodeId)}>
      <Waypoints />
      Show on the canvas
    </button>
  )
