import { useId } from 'react'
import { Link } from 'wouter'
import { usePlaceTestCall } from '../../api/calls.ts'
import { useNumbers } from '../../api/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TestCallForm } from './TestCallForm.tsx'
import { testCallRequest } from './test-call.ts'

export interface TestCallProps {
  /** The number to call; it can be changed in the form. */
  to?: string
  /** Only this flow's numbers are offered. */
  flowId?: string
  onClose: () => void
  onPlaced: (callUUID: string) => void
}

/** A dialog that has the simulator call one of our numbers. */
export function TestCall({ to, flowId, onClose, onPlaced }: TestCallProps) {
  const numbers = useNumbers()
  const placement = usePlaceTestCall()
  const formId = useId()
  const callable = (numbers.data ?? []).filter((row) => flowId === undefined || row.flowId === flowId)
  const canPlace = callable.length > 0 && !placement.isPending
  return (
    <Dialog
      title="Test call"
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" disabled={!canPlace}>
            Place the call
          </Button>
        </>
      }
    >
      {numbers.isPending && <Skeleton label="Loading the numbers" />}
      {numbers.data && callable.length === 0 && (
        <p>
          {flowId === undefined ? 'There are no numbers yet.' : 'No number has this flow yet.'}{' '}
          <Link href={flowId === undefined ? '/numbers' : `/numbers?flow=${flowId}`}>Go to the numbers</Link>
        </p>
      )}
      {callable.length > 0 && (
        <TestCallForm
          id={formId}
          numbers={callable}
          to={to}
          onSubmit={(form) =>
            placement.mutate(testCallRequest(form), { onSuccess: ({ callUUID }) => onPlaced(callUUID) })
          }
        />
      )}
      <FormError error={numbers.error ?? placement.error} />
    </Dialog>
  )
}
