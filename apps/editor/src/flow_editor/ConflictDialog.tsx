import { useState } from 'react'
import type { Draft } from '../api/flows.ts'
import { useCreateFlow, useFlows } from '../api/flows.ts'
import { copyOfFlow } from '../pages/flows/new-flow.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import styles from './ConflictDialog.module.css'
import { useEditor } from './editor-context.ts'
import type { Saving } from './use-saving.ts'
import { Changes } from './versions/Changes.tsx'

interface ConflictDialogProps extends Saving {
  conflict: Draft
}

/** Somebody saved first: whose work stays is for people to say. */
export function ConflictDialog({ conflict, loadTheirs, overwrite, keepEditing }: ConflictDialogProps) {
  const mine = useEditor(({ document }) => document)
  const flows = useFlows().data ?? []
  const create = useCreateFlow()
  const [isDiffShown, setIsDiffShown] = useState(false)
  const saveAsCopy = async () => {
    try {
      const copy = await create.mutateAsync(
        copyOfFlow(
          mine,
          flows.map(({ name }) => name),
        ),
      )
      loadTheirs()
      toast(`Your work is the flow “${copy.document.name}” now; this is theirs.`, 'success')
    } catch (error) {
      toast(`No copy was saved: ${(error as Error).message}`, 'danger')
    }
  }
  return (
    <Dialog
      title="Somebody else saved this flow"
      onClose={keepEditing}
      footer={
        <>
          <Button onClick={keepEditing}>Keep editing</Button>
          <Button disabled={create.isPending} onClick={() => void saveAsCopy()}>
            Save as copy
          </Button>
          <Button onClick={loadTheirs}>Reload theirs</Button>
          <Button variant="danger" onClick={() => void overwrite()}>
            Overwrite
          </Button>
        </>
      }
    >
      <div className={styles.text}>
        <p>
          The server has revision {conflict.revision} of “{conflict.document.name}”, which is newer than the
          one that you began from. Overwriting replaces it with yours; reloading puts theirs on your canvas,
          and Undo brings yours back. A copy keeps yours as a flow of its own.
        </p>
        <Button aria-expanded={isDiffShown} onClick={() => setIsDiffShown(!isDiffShown)}>
          {isDiffShown ? 'Hide the differences' : 'Show the differences'}
        </Button>
        {isDiffShown && (
          <section>
            <h3>From theirs to yours</h3>
            <Changes before={conflict.document} after={mine} />
          </section>
        )}
      </div>
    </Dialog>
  )
}
