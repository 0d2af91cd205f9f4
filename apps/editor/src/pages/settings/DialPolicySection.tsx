import { type SubmitEvent, useState } from 'react'
import { type DialPolicy, useDialPolicy, useSetDialPolicy } from '../../api/dial-policy.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/toast.ts'
import { LoadError } from '../LoadError.tsx'
import { fieldsOf, type PolicyFields, policyOf } from './policy-fields.ts'
import styles from './Section.module.css'

interface PolicyField {
  name: keyof PolicyFields
  label: string
  description: string
}

const lists: readonly PolicyField[] = [
  {
    name: 'allowed',
    label: 'Allowed for templates',
    description: 'Countries such as US and beginnings of numbers such as +4930, one a line.',
  },
  {
    name: 'sipHosts',
    label: 'SIP hosts for templates',
    description: 'Hosts such as sip.example.com, one a line.',
  },
  {
    name: 'listed',
    label: 'Listed',
    description:
      'Numbers, their beginnings and sip: addresses that are always dialled, whatever else stands here. +120255501 are numbers for examples.',
  },
]

const counts: readonly PolicyField[] = [
  { name: 'dialsPerCall', label: 'Dials of one call', description: 'Whomever it dials.' },
  {
    name: 'callsPerCaller',
    label: 'Calls of one caller',
    description: 'That are up at once and dial by template.',
  },
  {
    name: 'dialsPerHourToOne',
    label: 'Dials of one destination',
    description: 'An hour, where it comes from a template.',
  },
  {
    name: 'dialsPerMinuteOfFlow',
    label: 'Destinations of one flow',
    description: 'A minute, where they come from templates.',
  },
  {
    name: 'perMinute',
    label: 'Price of a minute',
    description: 'In any currency; empty: spending is not limited.',
  },
  {
    name: 'perDay',
    label: 'Spending in 24 hours',
    description: 'In the same currency. Nothing is dialled beyond.',
  },
]

/** Whom calls may dial: so that nobody who calls can run up a telephone bill. */
export function DialPolicySection() {
  const policy = useDialPolicy()
  return (
    <section className={styles.section} aria-labelledby="settings-dialling">
      <header className={styles.head}>
        <h2 id="settings-dialling">Dialling</h2>
      </header>
      <p>
        Numbers that stand in a flow as they are get dialled, but for premium and satellite numbers. What
        comes from a template is dialled only where the node allows it, the number is allowed here, and no
        limit is reached. A refusal is the node’s Failed exit, and the call’s timeline says why. Set your
        carrier’s own limits by country too.
      </p>
      {policy.isPending && <Skeleton label="Loading the dialling policy" lines={4} />}
      {policy.isError && (
        <LoadError what="The dialling policy" error={policy.error} onRetry={() => policy.refetch()} />
      )}
      {policy.data && <PolicyForm policy={policy.data} />}
    </section>
  )
}

function PolicyForm({ policy }: { policy: DialPolicy }) {
  const save = useSetDialPolicy()
  const [fields, setFields] = useState(() => fieldsOf(policy))
  const [mistakes, setMistakes] = useState<Partial<Record<keyof PolicyFields, string>>>({})
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    const read = policyOf(fields)
    setMistakes('mistakes' in read ? read.mistakes : {})
    if ('mistakes' in read) return
    save.mutate(read.policy, {
      onSuccess: ({ policy: saved }) => {
        setFields(fieldsOf(saved))
        toast('The dialling policy is saved; it holds for every dial from now on.', 'success')
      },
    })
  }
  const change = (name: keyof PolicyFields, text: string) => setFields({ ...fields, [name]: text })
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {lists.map(({ name, label, description }) => (
        <Field key={name} label={label} description={description} error={mistakes[name]}>
          {(control) => (
            <textarea
              {...control}
              className={styles.list}
              spellCheck={false}
              value={fields[name]}
              onChange={({ target }) => change(name, target.value)}
            />
          )}
        </Field>
      ))}
      <div className={styles.numbers}>
        {counts.map(({ name, label, description }) => (
          <Field key={name} label={label} description={description} error={mistakes[name]}>
            {(control) => (
              <TextInput
                {...control}
                inputMode="decimal"
                value={fields[name]}
                onChange={({ target }) => change(name, target.value)}
              />
            )}
          </Field>
        ))}
      </div>
      <FormError error={save.error} />
      <div>
        <Button type="submit" variant="primary" disabled={save.isPending}>
          Save dialling policy
        </Button>
      </div>
    </form>
  )
}
