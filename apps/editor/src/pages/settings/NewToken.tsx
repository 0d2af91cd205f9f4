import { type SubmitEvent, useId, useState } from 'react'
import { useCreateToken } from '../../api/access.ts'
import type { Scope } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './SettingsPage.module.css'

const scopes: readonly { scope: Scope; title: string; allows: string }[] = [
  { scope: 'read', title: 'Read', allows: 'see flows, numbers, calls and reports' },
  { scope: 'operate', title: 'Operate', allows: 'also send reports again and place test calls' },
  { scope: 'edit', title: 'Edit', allows: 'also change and publish flows, and assign numbers' },
  { scope: 'admin', title: 'Admin', allows: 'everything, these settings included' },
]

const DAY_MS = 24 * 60 * 60_000
const lives = [
  { value: '30', title: 'in 30 days' },
  { value: '90', title: 'in 90 days' },
  { value: '365', title: 'in a year' },
  { value: '', title: 'never' },
] as const

/** Makes a token and shows it, this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const create = useCreateToken()
  return create.data === undefined ? (
    <Form create={create} onClose={onClose} />
  ) : (
    <Made name={create.data.name} token={create.data.token} onClose={onClose} />
  )
}

function Form({ create, onClose }: { create: ReturnType<typeof useCreateToken>; onClose: () => void }) {
  const formId = useId()
  const [name, setName] = useState('')
  const [isNameless, setIsNameless] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(new Set(['read']))
  const [days, setDays] = useState('90')
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsNameless(name.trim() === '')
    if (name.trim() === '') return
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString()
    create.mutate({ name: name.trim(), scopes: [...chosen], expiresAt })
  }
  const onChoose = (scope: Scope, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(scope)
    else next.delete(scope)
    setChosen(next)
  }
  return (
    <Dialog
      title="New API token"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={create.isPending || chosen.size === 0}
          >
            Make token
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={onSubmit} noValidate>
        <Field
          label="Name"
          description="The audit log calls the program by it."
          error={isNameless && 'Give it a name.'}
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={100}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <fieldset className={styles.scopes}>
          <legend>It may</legend>
          {scopes.map(({ scope, title, allows }) => (
            <label key={scope} className={styles.scope}>
              <input
                type="checkbox"
                checked={chosen.has(scope)}
                onChange={({ target }) => onChoose(scope, target.checked)}
              />
              <span>
                <strong>{title}</strong>: {allows}
              </span>
            </label>
          ))}
        </fieldset>
        <Field label="Expires">
          {(control) => (
            <Select
              {...control}
              options={lives}
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </Field>
      </form>
      <FormError error={create.error} />
    </Dialog>
  )
}

const Made = ({ name, token, onClose }: { name: string; token: string; onClose: () => void }) => (
  <Dialog
    title={`Token ${name}`}
    onClose={onClose}
    footer={
      <Button variant="primary" onClick={onClose}>
        Done
      </Button>
    }
  >
    <p>Copy it now: it is kept as a hash and not shown again.</p>
    <p className={styles.token}>
      <code>{token}</code>
      <CopyButton text={token} what="token" />
    </p>
  </Dialog>
)
