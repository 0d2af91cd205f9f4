import { ChartNoAxesColumn, Radio } from 'lucide-react'
import { useLive } from '../../canvas/layer-store.ts'
import { Panel } from '../../canvas/rf.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { count } from '../../words/count.ts'
import { dateTime } from '../../words/time.ts'
import styles from './LayerPanel.module.css'
import { PERIODS, type Period } from './periods.ts'
import type { Layers } from './use-layers.ts'

/** The switches of what may lie over the canvas, and in words what it shows. */
export function LayerPanel({ layers }: { layers: Layers }) {
  return (
    <Panel position="bottom-center" className={styles.panel ?? ''}>
      <Button
        variant="ghost"
        icon={<Radio />}
        aria-pressed={layers.isLive}
        title="Where calls are now (L)"
        onClick={layers.toggleLive}
      >
        Live calls
      </Button>
      <Button
        variant="ghost"
        icon={<ChartNoAxesColumn />}
        aria-pressed={layers.hasCounts}
        title="How often each exit was taken (H)"
        onClick={layers.toggleCounts}
      >
        Counts
      </Button>
      {layers.hasCounts && (
        <Select
          aria-label="Counted period"
          className={styles.period ?? ''}
          options={PERIODS}
          value={layers.period}
          onChange={({ target }) => layers.setPeriod(target.value as Period)}
        />
      )}
      {(layers.isLive || layers.hasCounts) && (
        <p className={styles.words} role="status">
          {layers.isLive && <LiveWords />}
          {layers.hasCounts && <span>{countWords(layers)}</span>}
        </p>
      )}
    </Panel>
  )
}

function LiveWords() {
  const total = useLive((live) => live && Object.values(live.nodes).reduce((sum, calls) => sum + calls, 0))
  return <span>{total === null ? 'Looking for calls…' : `${count(total, 'call')} in this flow now`}</span>
}

function countWords({ countedSince, countsFailed }: Layers): string {
  if (countsFailed) return 'The counts could not be loaded'
  return countedSince === null ? 'Counting…' : `Times an exit was taken since ${dateTime(countedSince)}`
}
