import { EmptyState } from '../../../ui/EmptyState.tsx'
import type { CallStep } from './call-steps.ts'
import { StepDetail } from './StepDetail.tsx'
import { StepList } from './StepList.tsx'
import styles from './Steps.module.css'

interface CallStepsProps {
  steps: readonly CallStep[]
  /** The place in the path; the last one where there is none. */
  current: number | null
  onPick: (step: CallStep) => void
}

export function CallSteps({ steps, current, onPick }: CallStepsProps) {
  const step = steps.find(({ order }) => order === current) ?? steps.at(-1)
  if (!step) return <EmptyState title="No steps">No flow has answered this call.</EmptyState>
  return (
    <div className={styles.steps}>
      <StepList steps={steps} current={step.order} onPick={onPick} />
      <StepDetail step={step} />
    </div>
  )
}
