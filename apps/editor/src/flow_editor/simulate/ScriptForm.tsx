import type { Script, ScriptedOutcome } from '../../api/simulations.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './ScriptForm.module.css'
import { choiceOf, choicesOf, chosen, type Decision, outcomeAt, withOutcome } from './script.ts'

interface ScriptFormProps {
  script: Script
  decisions: readonly Decision[]
  onChange: (script: Script) => void
}

/** Who calls, and what happens at each node that the world decides. */
export function ScriptForm({ script, decisions, onChange }: ScriptFormProps) {
  const { call } = script
  return (
    <>
      <div className={styles.pair}>
        <Field label="Caller">
          {(control) => (
            <TextInput
              {...control}
              value={call.from}
              onChange={({ target }) => onChange({ ...script, call: { ...call, from: target.value } })}
            />
          )}
        </Field>
        <Field label="Number called">
          {(control) => (
            <TextInput
              {...control}
              value={call.to}
              onChange={({ target }) => onChange({ ...script, call: { ...call, to: target.value } })}
            />
          )}
        </Field>
      </div>
      {decisions.every(({ kind }) => kind === 'report') && (
        <p>Nothing in this flow waits for anybody: it goes the same way each time.</p>
      )}
      {decisions.map((decision) => (
        <DecisionFields
          key={decision.nodeId}
          decision={decision}
          outcome={outcomeAt(script, decision.nodeId)}
          visits={script.outcomes[decision.nodeId]?.length ?? 1}
          onChange={(outcome) => onChange(withOutcome(script, decision.nodeId, outcome))}
        />
      ))}
    </>
  )
}

interface DecisionFieldsProps {
  decision: Decision
  outcome: ScriptedOutcome
  visits: number
  onChange: (outcome: ScriptedOutcome) => void
}

function DecisionFields({ decision: { name, kind }, outcome, visits, onChange }: DecisionFieldsProps) {
  const choice = choiceOf(kind, outcome)
  return (
    <div className={styles.decision}>
      <Field
        label={name}
        description={
          visits > 1 ? `As recorded, for ${visits} visits; a change goes for all of them.` : undefined
        }
      >
        {(control) => (
          <Select
            {...control}
            options={choicesOf(kind, outcome)}
            value={choice}
            onChange={({ target }) => onChange(chosen(kind, target.value, outcome))}
          />
        )}
      </Field>
      {outcome.isReal && <p className={styles.real}>A real request leaves for your server.</p>}
      {kind === 'dial' && <DialDetails name={name} outcome={outcome} onChange={onChange} />}
      {kind === 'answer' && !outcome.isReal && outcome.error === undefined && (
        <Field
          label={
            <>
              Body of the answer<span className="visually-hidden"> to {name}</span>
            </>
          }
        >
          {(control) => (
            <TextInput
              {...control}
              value={outcome.body ?? '{}'}
              onChange={({ target }) => onChange({ ...outcome, body: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  )
}

interface DialDetailsProps {
  name: string
  outcome: ScriptedOutcome
  onChange: (outcome: ScriptedOutcome) => void
}

/** Both are as usual where nothing is said: four seconds, and the cause that goes with the result. */
function DialDetails({ name, outcome, onChange }: DialDetailsProps) {
  const at = <span className="visually-hidden"> at {name}</span>
  return (
    <div className={styles.pair}>
      <Field label={<>Rings for (s){at}</>}>
        {(control) => (
          <TextInput
            {...control}
            type="number"
            min={0}
            max={300}
            placeholder="as usual"
            value={outcome.ringSeconds ?? ''}
            onChange={({ target: { value } }) =>
              onChange({ ...outcome, ringSeconds: value === '' ? undefined : Math.abs(Number(value)) })
            }
          />
        )}
      </Field>
      <Field label={<>Hang-up cause{at}</>}>
        {(control) => (
          <TextInput
            {...control}
            placeholder="as usual"
            value={outcome.hangupCause ?? ''}
            onChange={({ target: { value } }) => onChange({ ...outcome, hangupCause: value || undefined })}
          />
        )}
      </Field>
    </div>
  )
}
