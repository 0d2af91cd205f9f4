import { type SubmitEvent, useState } from 'react'
import { useVersion } from '../../api/flows.ts'
import type { NumberRow } from '../../api/types.ts'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { Callee } from './Callee.tsx'
import { SecondsInput } from './SecondsInput.tsx'
import styles from './TestCall.module.css'
import { type CalleeScript, dialledBy, newCallee, type TestCallScript } from './test-call.ts'

const CALLER = [
  { value: 'stays', title: 'Stays on the line' },
  { value: 'ringing', title: 'Hangs up while it rings' },
  { value: 'talking', title: 'Hangs up while talking' },
]

const SPEEDS = [
  { value: '1', title: 'Real time' },
  { value: '5', title: '5 times faster' },
  { value: '20', title: '20 times faster' },
  { value: '60', title: '60 times faster: a minute takes a second' },
]

interface TestCallFormProps {
  id: string
  numbers: NumberRow[]
  to: string | undefined
  onSubmit: (form: TestCallScript) => void
}

/** Who calls, who does what, and how fast the time goes. */
export function TestCallForm({ id, numbers, to, onSubmit }: TestCallFormProps) {
  const [form, setForm] = useState<TestCallScript>({
    from: '+14155550100',
    callerName: '',
    to: to ?? (numbers.find(({ flowId }) => flowId !== null) ?? numbers[0])?.number ?? '',
    callees: [],
    caller: 'stays',
    hangupSeconds: '3',
    speed: '5',
  })
  const change = (changes: Partial<TestCallScript>) => setForm({ ...form, ...changes })
  const called = numbers.find(({ number }) => number === form.to)
  const version = useVersion(called?.flowId ?? null, called?.publishedVersion ?? null)
  const dialled = version.data ? dialledBy(version.data.document) : null
  const callees = calleesOf(dialled, form.callees)
  const onCallee = (changed: CalleeScript) =>
    change({ callees: [...form.callees.filter(({ number }) => number !== changed.number), changed] })
  return (
    <form
      id={id}
      className={styles.form}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        onSubmit({ ...form, callees })
      }}
    >
      <div className={styles.row}>
        <Field label="Caller number">
          {(control) => (
            <TextInput
              {...control}
              type="tel"
              required
              value={form.from}
              onChange={({ target }) => change({ from: target.value })}
            />
          )}
        </Field>
        <Field label="Caller name">
          {(control) => (
            <TextInput
              {...control}
              placeholder="Unknown"
              maxLength={255}
              value={form.callerName}
              onChange={({ target }) => change({ callerName: target.value })}
            />
          )}
        </Field>
        <Field label="Called number" description={answerWords(called)}>
          {(control) => (
            <Select
              {...control}
              options={numbers.map(({ number, alias }) => ({
                value: number,
                title: alias === '' ? number : `${number} (${alias})`,
              }))}
              value={form.to}
              onChange={({ target }) => change({ to: target.value })}
            />
          )}
        </Field>
      </div>
      <fieldset className={styles.group}>
        <legend>Recipients</legend>
        {callees.map((callee) => (
          <Callee
            key={callee.number}
            callee={callee}
            isOnlyOne={callees.length === 1}
            hasScreening={dialled?.hasScreening ?? false}
            onChange={onCallee}
          />
        ))}
      </fieldset>
      <div className={styles.row}>
        <Field label="The caller">
          {(control) => (
            <Select
              {...control}
              options={CALLER}
              value={form.caller}
              onChange={({ target }) => change({ caller: target.value as TestCallScript['caller'] })}
            />
          )}
        </Field>
        {form.caller !== 'stays' && (
          <SecondsInput
            label="Hangs up after"
            value={form.hangupSeconds}
            onChange={(hangupSeconds) => change({ hangupSeconds })}
          />
        )}
        <Field label="Speed">
          {(control) => (
            <Select
              {...control}
              options={SPEEDS}
              value={form.speed}
              onChange={({ target }) => change({ speed: target.value })}
            />
          )}
        </Field>
      </div>
    </form>
  )
}

/** One form per recipient that is known, and one for whoever else is dialled. */
function calleesOf(dialled: ReturnType<typeof dialledBy> | null, changed: CalleeScript[]): CalleeScript[] {
  const numbers = dialled?.numbers ?? []
  const needsOthers = numbers.length === 0 || dialled?.hasTemplates
  return [...numbers, ...(needsOthers ? [''] : [])].map(
    (number) => changed.find((callee) => callee.number === number) ?? newCallee(number),
  )
}

function answerWords(called: NumberRow | undefined): string {
  if (!called || called.flowId === null) return 'No flow answers this number.'
  return `Answered by “${called.flowName ?? called.flowId}”, version ${called.publishedVersion}.`
}
