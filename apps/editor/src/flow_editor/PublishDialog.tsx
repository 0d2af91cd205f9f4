import { useState } from 'react'
import { useLiveCalls } from '../api/calls.ts'
import { ApiError } from '../api/client.ts'
import { usePublish, useVersion } from '../api/flows.ts'
import type { FlowSummary } from '../api/types.ts'
import { useIssues } from '../canvas/problem-store.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { TextInput } from '../ui/TextInput.tsx'
import { toast } from '../ui/toast.ts'
import { count } from '../words/count.ts'
import { useEditor } from './editor-context.ts'
import styles from './PublishDialog.module.css'
import { Changes } from './versions/Changes.tsx'

interface PublishDialogProps {
  flowId: string
  summary: FlowSummary | undefined
  /** Why publishing comes up, when nobody asked for it. */
  reason?: string | undefined
  /** Saves the draft if need be; false when it could not be. */
  onSave: () => Promise<boolean>
  onPublished: () => void
  /** Errors stand: the server found them, whatever this page thinks. */
  onRefused: (error: ApiError) => void
  onClose: () => void
}

/** Makes the draft the version that answers calls. */
export function PublishDialog(props: PublishDialogProps) {
  const { flowId, summary, reason, onSave, onPublished, onRefused, onClose } = props
  const publish = usePublish(flowId)
  const [note, setNote] = useState('')
  const document = useEditor((state) => state.document)
  const published = useVersion(flowId, summary?.publishedVersion ?? null).data
  const warnings = useIssues().filter(({ severity }) => severity === 'warning')
  const [isBusy, setIsBusy] = useState(false)

  const submit = async () => {
    setIsBusy(true)
    try {
      if (!(await onSave())) return onClose()
      const { version } = await publish.mutateAsync(note)
      toast(`Published as version ${version}`, 'success')
      onPublished()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'flow_has_errors') onRefused(error)
      else toast(`Not published: ${(error as Error).message}`, 'danger')
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      title="Publish"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isBusy} onClick={() => void submit()}>
            {isBusy ? 'Publishing…' : 'Publish'}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {reason && <p>{reason}</p>}
        <p>{effectOf(summary)}</p>
        <LiveCalls flowId={flowId} />
        {published && (
          <section>
            <h3>Since version {published.version}</h3>
            <Changes before={published.document} after={document} />
          </section>
        )}
        {warnings.length > 0 && <p>{count(warnings.length, 'warning')} stand in the list of problems.</p>}
        <Field label="Note" description="What changed, for the list of versions.">
          {(control) => (
            <TextInput {...control} value={note} onChange={({ target }) => setNote(target.value)} />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

/** Calls under way, which go on as they began. */
function LiveCalls({ flowId }: { flowId: string }) {
  const first = useLiveCalls(flowId).data
  const versions = (first?.calls ?? []).map(({ version }) => version)
  if (!first || versions.length === 0) return null
  const number = first.next === null ? count(versions.length, 'call') : `More than ${versions.length} calls`
  const kept = [...new Set(versions)].toSorted((a, b) => (a ?? 0) - (b ?? 0)).join(', ')
  return (
    <p>
      {number} under way now: each stays on the version it began with ({kept}).
    </p>
  )
}

function effectOf(summary: FlowSummary | undefined): string {
  const numbers = summary?.numbers ?? []
  if (numbers.length === 0) return 'No number has this flow yet, so no call changes.'
  return `The next calls to ${numbers.join(', ')} run this version.`
}
