import { useDeleteFlow } from '../../api/flows.ts'
import type { FlowSummary } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { toast } from '../../ui/toast.ts'

export function DeleteFlow({ flow, onClose }: { flow: FlowSummary; onClose: () => void }) {
  const deletion = useDeleteFlow()
  // As a promise: the row that this is shown in goes away with its flow, and with it the mutation's own callbacks.
  const onDelete = () =>
    deletion.mutateAsync(flow.id).then(
      () => {
        toast(`Deleted “${flow.name}”.`)
        onClose()
      },
      () => undefined,
    )
  return (
    <Dialog
      title={`Delete “${flow.name}”?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" disabled={deletion.isPending} onClick={onDelete}>
            Delete
          </Button>
        </>
      }
    >
      <p>
        The draft is gone afterwards. Calls that were made with it stay in the log, and calls under way go on
        to their end.
      </p>
      <FormError error={deletion.error} />
    </Dialog>
  )
}
