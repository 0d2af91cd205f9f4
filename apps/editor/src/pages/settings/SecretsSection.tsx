import { EllipsisVertical, Plus, RotateCw, Trash2 } from 'lucide-react'
import { type SubmitEvent, useId, useState } from 'react'
import { type SecretName, useDeleteSecret, useSecretList, useSetSecret } from '../../api/secrets.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import { LoadError } from '../LoadError.tsx'
import styles from './Section.module.css'
import { secretNameProblem } from './secret-name.ts'

const COLUMNS = ['Name', 'Set', 'Last used', '']

/** Tokens and passwords for requests. They go in here and out with requests, and are shown nowhere. */
export function SecretsSection() {
  const secrets = useSecretList()
  const [setting, setSetting] = useState<{ name: string } | null>(null)
  return (
    <section className={styles.section} aria-labelledby="settings-secrets">
      <header className={styles.head}>
        <h2 id="settings-secrets">Secrets</h2>
        <Button icon={<Plus />} onClick={() => setSetting({ name: '' })}>
          Add a secret
        </Button>
      </header>
      <p>
        Tokens and passwords that requests name as <code>{'{{secret.NAME}}'}</code> in headers, query, body
        and Auth. They are stored encrypted and can’t be read again, only replaced.
      </p>
      {secrets.isPending && <Skeleton label="Loading the secrets" lines={2} />}
      {secrets.isError && (
        <LoadError what="The secrets" error={secrets.error} onRetry={() => secrets.refetch()} />
      )}
      {secrets.data?.length === 0 && <p>There are none yet.</p>}
      {secrets.data && secrets.data.length > 0 && (
        <Table label="Secrets" columns={COLUMNS}>
          {secrets.data.map((secret) => (
            <SecretRow key={secret.name} secret={secret} onReplace={() => setSetting(secret)} />
          ))}
        </Table>
      )}
      {setting && <SetSecret name={setting.name} onClose={() => setSetting(null)} />}
    </section>
  )
}

function SecretRow({ secret, onReplace }: { secret: SecretName; onReplace: () => void }) {
  const { name, source, setAt, lastUsedAt } = secret
  const [isDeleting, setIsDeleting] = useState(false)
  const isStored = source === 'stored'
  return (
    <tr>
      <td>
        <code>{name}</code>
      </td>
      <td data-label="Set">{setAt === null ? 'in the environment' : <Time at={setAt} />}</td>
      <td data-label="Last used">{lastUsedAt === null ? 'never' : <Time at={lastUsedAt} />}</td>
      <td>
        <Menu
          label={`Actions for ${name}`}
          icon={<EllipsisVertical />}
          isIconOnly
          items={[
            { title: isStored ? 'Replace' : 'Store another value', icon: <RotateCw />, onSelect: onReplace },
            ...(isStored ? [{ title: 'Delete', icon: <Trash2 />, onSelect: () => setIsDeleting(true) }] : []),
          ]}
        />
        {isDeleting && <DeleteSecret name={name} onClose={() => setIsDeleting(false)} />}
      </td>
    </tr>
  )
}

function SetSecret({ name: known, onClose }: { name: string; onClose: () => void }) {
  const formId = useId()
  const set = useSetSecret()
  const [name, setName] = useState(known)
  const [value, setValue] = useState('')
  const [isTried, setIsTried] = useState(false)
  const nameProblem = secretNameProblem(name)
  const valueProblem = value.length < 4 ? 'A secret has at least four characters.' : null
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (nameProblem !== null || valueProblem !== null) return
    set.mutate(
      { name, value },
      {
        onSuccess: () => {
          toast(`${name} is set.`, 'success')
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={known === '' ? 'Add a secret' : `Replace ${known}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" disabled={set.isPending}>
            Save secret
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={onSubmit} noValidate>
        {known === '' && (
          <Field
            label="Name"
            description="Capital letters, digits and _, as templates will name it."
            error={isTried && nameProblem}
          >
            {(control) => (
              <TextInput
                {...control}
                placeholder="CRM_TOKEN"
                spellCheck={false}
                value={name}
                onChange={({ target }) => setName(target.value.toUpperCase())}
              />
            )}
          </Field>
        )}
        <Field label="Value" description="It can’t be read here again." error={isTried && valueProblem}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="new-password"
              value={value}
              onChange={({ target }) => setValue(target.value)}
            />
          )}
        </Field>
      </form>
      <FormError error={set.error} />
    </Dialog>
  )
}

function DeleteSecret({ name, onClose }: { name: string; onClose: () => void }) {
  const remove = useDeleteSecret()
  const onDelete = () =>
    // As a promise: by the time that it comes, this row is gone, and with it the mutation's own callbacks.
    remove.mutateAsync(name).then(
      () => toast(`${name} is deleted.`, 'success'),
      () => undefined,
    )
  return (
    <Dialog
      title={`Delete ${name}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" disabled={remove.isPending} onClick={onDelete}>
            Delete secret
          </Button>
        </>
      }
    >
      <p>Requests that name it are not sent until it is set again; reports wait and are tried again.</p>
      <FormError error={remove.error} />
    </Dialog>
  )
}
