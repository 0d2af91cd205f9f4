import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextInput } from '../../ui/TextInput.tsx'

const FORM = 'keep-scenario'
const LONGEST_NAME = 100

interface KeepScenarioProps {
  proposedName: string
  isTaken: (name: string) => boolean
  isPending: boolean
  error: Error | null
  onKeep: (name: string) => void
  onClose: () => void
}

/** Gives a simulated call a name, under which it is kept with the flow. */
export function KeepScenario({
  proposedName,
  isTaken,
  isPending,
  error,
  onKeep,
  onClose,
}: KeepScenarioProps) {
  const [name, setName] = useState(proposedName)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onKeep(name.trim())
  }
  return (
    <Dialog
      title="Keep as a scenario"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={FORM} disabled={isPending || name.trim() === ''}>
            {isTaken(name.trim()) ? 'Replace' : 'Keep'}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit}>
        <Field
          label="Name"
          description="What this call does now is what it is expected to do after each change."
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={LONGEST_NAME}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <FormError error={error} />
      </form>
    </Dialog>
  )
}
