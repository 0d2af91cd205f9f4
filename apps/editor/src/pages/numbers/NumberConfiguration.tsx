import { type SubmitEvent, useId, useState } from 'react'
import { Link } from 'wouter'
import { ApiError } from '../../api/client.ts'
import { useFlows } from '../../api/flows.ts'
import { useAssign } from '../../api/numbers.ts'
import type { FlowSummary, NumberRow } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { toast } from '../../ui/toast.ts'
import { IssueList } from '../IssueList.tsx'
import { AliasField } from './AliasField.tsx'
import styles from './NumberConfiguration.module.css'

const APPLICATION_TYPES = [
  { value: 'none', title: 'None' },
  { value: 'flow', title: 'Flow' },
]

interface NumberConfigurationProps {
  row: NumberRow
  /** Chosen in the form although the number does not have it yet. */
  suggestedFlowId: string | null
  onClose: () => void
}

export function NumberConfiguration({ row, suggestedFlowId, onClose }: NumberConfigurationProps) {
  const flows = useFlows()
  const assign = useAssign()
  const formId = useId()
  const initialFlowId = suggestedFlowId ?? row.flowId
  const [type, setType] = useState(initialFlowId === null ? 'none' : 'flow')
  const [flowId, setFlowId] = useState(initialFlowId ?? '')
  const [alias, setAlias] = useState(row.alias)
  const [fallbackNumber, setFallbackNumber] = useState(row.fallbackNumber ?? '')
  const flow = flows.data?.find(({ id }) => id === flowId)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    assign.mutate(
      {
        number: row.number,
        flowId: type === 'flow' ? flowId : null,
        alias: alias.trim(),
        fallbackNumber: fallbackNumber.trim() || null,
      },
      {
        onSuccess: (updated) => {
          toast(successWords(updated), 'success')
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title="Number Configuration"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" disabled={assign.isPending}>
            Update Number
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={onSubmit}>
        <p className={styles.number}>{row.number}</p>
        <Field label="Application Type" description="What answers the calls to this number.">
          {(control) => (
            <Select
              {...control}
              options={APPLICATION_TYPES}
              value={type}
              onChange={({ target }) => setType(target.value)}
            />
          )}
        </Field>
        {type === 'flow' && (
          <Field label="Flow name" description={flow && publishingWords(flow)} error={flows.error?.message}>
            {(control) => (
              <Select
                {...control}
                required
                options={flowOptions(flows.data)}
                value={flowId}
                onChange={({ target }) => setFlowId(target.value)}
              />
            )}
          </Field>
        )}
        <Field
          label="If Phloem can’t decide, call this number"
          description="When the flow or the database fails, callers are forwarded here. Without it they hear an apology."
          error={fallbackError(assign.error)}
        >
          {(control) => (
            <TextInput
              {...control}
              type="tel"
              maxLength={256}
              placeholder="+12025550101"
              value={fallbackNumber}
              onChange={({ target }) => setFallbackNumber(target.value)}
            />
          )}
        </Field>
        <AliasField alias={alias} onChange={setAlias} />
      </form>
      <FormError error={fallbackError(assign.error) === null ? errorOf(assign.error) : null}>
        {assign.error instanceof ApiError && assign.error.issues.length > 0 && (
          <>
            <IssueList issues={assign.error.issues} flowId={flowId} />
            <Link href={`/flows/${flowId}`}>Open the flow</Link>
          </>
        )}
      </FormError>
    </Dialog>
  )
}

const flowOptions = (flows: FlowSummary[] | undefined) => [
  { value: '', title: flows?.length === 0 ? 'There are no flows yet' : 'Choose a flow', disabled: true },
  ...(flows ?? []).map(({ id, name }) => ({ value: id, title: name })),
]

function publishingWords({ publishedVersion, hasUnpublishedChanges }: FlowSummary): string {
  if (publishedVersion === null) return 'It was never published: updating the number publishes it.'
  return hasUnpublishedChanges
    ? `Version ${publishedVersion} answers calls; later changes do so once they are published.`
    : `Version ${publishedVersion} answers calls.`
}

const successWords = ({ number, flowId, flowName, publishedVersion }: NumberRow): string =>
  flowId === null
    ? `${number} has no flow now.`
    : `${number} is answered by “${flowName ?? flowId}”, version ${publishedVersion}.`

/** What is wrong with the number to call instead, which is told at its field. */
const fallbackError = (error: Error | null): string | null =>
  error instanceof ApiError && error.code === 'bad_fallback_number'
    ? error.message.replace('fallbackNumber: ', '')
    : null

const errorOf = (error: Error | null): Error | null =>
  error instanceof ApiError && error.code === 'flow_has_errors'
    ? new Error('The number was not updated: the flow has errors and cannot be published.')
    : error
