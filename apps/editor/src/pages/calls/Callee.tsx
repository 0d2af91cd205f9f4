import type { LegOutcome } from '../../api/types.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { SecondsInput } from './SecondsInput.tsx'
import styles from './TestCall.module.css'
import { type CalleeScript, hasRingSeconds } from './test-call.ts'

const OUTCOMES: { value: LegOutcome; title: string }[] = [
  { value: 'answer', title: 'Answers' },
  { value: 'busy', title: 'Is busy' },
  { value: 'reject', title: 'Rejects' },
  { value: 'no_answer', title: 'Rings out' },
  { value: 'unreachable', title: 'Is unreachable' },
  { value: 'timeout', title: 'Carrier timeout' },
]

const KEYS = [
  { value: 'asked', title: 'The key asked for' },
  { value: 'none', title: 'None' },
  ...[...'0123456789*#'].map((key) => ({ value: key, title: key })),
]

interface CalleeProps {
  callee: CalleeScript
  isOnlyOne: boolean
  hasScreening: boolean
  onChange: (callee: CalleeScript) => void
}

export function Callee({ callee, isOnlyOne, hasScreening, onChange }: CalleeProps) {
  const who = callee.number || (isOnlyOne ? 'Whoever is dialled' : 'Anyone else')
  return (
    <div className={styles.callee}>
      <Field label={who}>
        {(control) => (
          <Select
            {...control}
            options={OUTCOMES}
            value={callee.outcome}
            onChange={({ target }) => onChange({ ...callee, outcome: target.value as LegOutcome })}
          />
        )}
      </Field>
      {hasRingSeconds(callee.outcome) && (
        <SecondsInput
          label="After ringing"
          value={callee.ringSeconds}
          onChange={(ringSeconds) => onChange({ ...callee, ringSeconds })}
        />
      )}
      {callee.outcome === 'answer' && (
        <SecondsInput
          label="Talks for"
          value={callee.talkSeconds}
          onChange={(talkSeconds) => onChange({ ...callee, talkSeconds })}
        />
      )}
      {callee.outcome === 'answer' && hasScreening && (
        <Field label="Presses key">
          {(control) => (
            <Select
              {...control}
              options={KEYS}
              value={callee.key}
              onChange={({ target }) => onChange({ ...callee, key: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}
