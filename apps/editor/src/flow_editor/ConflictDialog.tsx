import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { Saving } from './use-saving.ts'

/** Somebody saved first: whose work stays is for people to say. */
export function ConflictDialog({ conflict, loadTheirs, overwrite, keepEditing }: Saving) {
  if (!conflict) return null
  return (
    <Dialog
      title="Somebody else saved this flow"
      onClose={keepEditing}
      footer={
        <>
          <Button onClick={keepEditing}>Keep editing</Button>
          <Button onClick={loadTheirs}>Reload theirs</Button>
          <Button variant="danger" onClick={() => void overwrite()}>
            Overwrite
          </Button>
        </>
      }
    >
      <p>
        The server has revision {conflict.revision} of “{conflict.document.name}”, which is newer than the one
        that you began from. Overwriting replaces it with yours; reloading puts theirs on your canvas, and
        Undo brings yours back.
      </p>
    </Dialog>
  )
}
