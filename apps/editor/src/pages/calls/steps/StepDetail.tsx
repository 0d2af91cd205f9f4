import { useState } from 'react'
import { Tabs } from '../../../ui/Tabs.tsx'
import { EntryDetail } from '../timeline/EntryDetail.tsx'
import type { CallStep, StepTab } from './call-steps.ts'
import styles from './Steps.module.css'

const TABS: readonly { id: StepTab; title: string; none: string }[] = [
  { id: 'input', title: 'Input', none: 'This node has no templates.' },
  { id: 'output', title: 'Output', none: 'It was not left so far, and has set nothing.' },
  { id: 'request', title: 'Request', none: 'It asked nobody for anything.' },
  { id: 'response', title: 'Response', none: 'Nothing was answered so far.' },
  { id: 'log', title: 'Log', none: 'Nothing happened so far.' },
]

/** What one visit of a node was about. */
export function StepDetail({ step }: { step: CallStep }) {
  const [tab, setTab] = useState<StepTab>('input')
  const details = step.details[tab]
  return (
    <Tabs
      label={`Step ${step.order}, ${step.name}`}
      tabs={TABS}
      selected={tab}
      onSelect={(id) => setTab(id as StepTab)}
    >
      <div className={styles.details}>
        {details.length === 0 && <p className={styles.none}>{TABS.find(({ id }) => id === tab)?.none}</p>}
        {details.map((detail, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two attempts may have the same title, and the order never changes
          <EntryDetail key={index} detail={detail} />
        ))}
      </div>
    </Tabs>
  )
}
