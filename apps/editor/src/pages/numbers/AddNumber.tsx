import { toE164 } from '@phloem/flow'
import { type SubmitEvent, useId, useState } from 'react'
import { useAssign } from '../../api/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/toast.ts'
import { AliasField } from './AliasField.tsx'
import styles from './NumberConfiguration.module.css'
import { PlivoUrls } from './PlivoUrls.tsx'

interface AddNumberProps {
  onClose: () => void
  /** Told after `onClose`, with the number in E.164. */
  onAdded: (number: string) => void
}

export function AddNumber({ onClose, onAdded }: AddNumberProps) {
  const assign = useAssign()
  const formId = useId()
  const [text, setText] = useState('')
  const [alias, setAlias] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    const number = toE164(text.trim())
    setIsWrong(number === null)
    if (number === null) return
    assign.mutate(
      { number, flowId: null, alias: alias.trim() },
      {
        onSuccess: () => {
          toast(`Added ${number}.`, 'success')
          onClose()
          onAdded(number)
        },
      },
    )
  }
  return (
    <Dialog
      title="Add a number"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" disabled={assign.isPending}>
            Add number
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={onSubmit} noValidate>
        <Field
          label="Number"
          description="With its country code."
          error={isWrong && 'This is not a phone number in E.164, such as +12025550101.'}
        >
          {(control) => (
            <TextInput
              {...control}
              type="tel"
              placeholder="+12025550101"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <AliasField alias={alias} onChange={setAlias} />
        <PlivoUrls />
      </form>
      <FormError error={assign.error} />
    </Dialog>
  )
}
