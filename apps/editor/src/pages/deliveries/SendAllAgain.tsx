import { useReplayMany } from '../../api/deliveries.ts'
import { useFlows } from '../../api/flows.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { toast } from '../../ui/toast.ts'
import { count, list } from '../../words/count.ts'
import { dateTime } from '../../words/time.ts'
import { replayFilterIn } from './delivery-filter.ts'

interface SendAllAgainProps {
  search: URLSearchParams
  onClose: () => void
}

/** Asks first: receivers will see every one of them. */
export function SendAllAgain({ search, onClose }: SendAllAgainProps) {
  const replay = useReplayMany()
  const flows = useFlows().data
  const filter = replayFilterIn(search)
  const flowName = flows?.find(({ id }) => id === filter.flowId)?.name ?? filter.flowId
  const limits = [
    filter.destination && `to ${filter.destination}`,
    flowName && `of “${flowName}”`,
    filter.from && `since ${dateTime(filter.from)}`,
    filter.to && `until ${dateTime(filter.to)}`,
  ].filter((limit) => limit !== undefined)
  const onConfirm = () =>
    replay.mutate(filter, {
      onSuccess: ({ replayed }) => {
        const are = replayed === 1 ? 'is' : 'are'
        toast(`${count(replayed, 'report')} ${are} being sent again.`, 'success')
        onClose()
      },
    })
  return (
    <Dialog
      title="Send all dead reports again?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={replay.isPending} onClick={onConfirm}>
            {replay.isPending ? 'Sending…' : 'Send again'}
          </Button>
        </>
      }
    >
      <p>
        Every report that was given up{limits.length > 0 && ` ${list(limits)}`}, also those not shown here.
        Each keeps its old <code>webhook-id</code>, so that a receiver can tell one that it has had already.
      </p>
      <FormError error={replay.error} />
    </Dialog>
  )
}
