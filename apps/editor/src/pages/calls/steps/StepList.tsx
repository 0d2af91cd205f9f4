import type { CallStep } from './call-steps.ts'
import styles from './Steps.module.css'

const SIGNS: Record<CallStep['status'], { sign: string; words: string }> = {
  running: { sign: '●', words: 'running' },
  done: { sign: '✓', words: 'done' },
  failed: { sign: '✕', words: 'failed' },
}

interface StepListProps {
  steps: readonly CallStep[]
  current: number | null
  onPick: (step: CallStep) => void
}

/** The path of a call in words: each node that it came to, in order, with the exit that it took. */
export const StepList = ({ steps, current, onPick }: StepListProps) => (
  <ol className={styles.list} aria-label="Steps of the call">
    {steps.map((step) => (
      <li key={step.order}>
        <button type="button" aria-current={step.order === current || undefined} onClick={() => onPick(step)}>
          <span className={styles.order}>{step.order}</span>
          <span className={styles.name}>
            {step.name}
            <span className={styles.exit} data-status={step.status}>
              <span aria-hidden="true">{SIGNS[step.status].sign} </span>
              {step.exit ?? SIGNS[step.status].words}
            </span>
          </span>
        </button>
      </li>
    ))}
  </ol>
)
