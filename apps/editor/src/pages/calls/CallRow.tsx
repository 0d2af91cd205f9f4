import { Link } from 'wouter'
import type { CallSummary } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Time } from '../../ui/Time.tsx'
import { duration } from '../../words/time.ts'
import { CallState } from './CallState.tsx'

interface CallRowProps {
  call: CallSummary
  /** Its place in the whole list, from 0. */
  index: number
  /** Learns how high it is. */
  measure: (row: HTMLTableRowElement | null) => void
}

export const CallRow = ({ call, index, measure }: CallRowProps) => (
  <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
    <td>
      <Link href={`/calls/${call.callUUID}`} data-row-link>
        {call.from} → {call.to}
      </Link>
      {call.callerName !== '' && <div>{call.callerName}</div>}
    </td>
    <td>{call.flowId === null ? 'No flow' : `${call.flowName ?? call.flowId} v${call.version}`}</td>
    <td>
      <CallState call={call} />
    </td>
    <td data-label={call.dialStatus ? 'Dial status' : undefined}>{call.dialStatus}</td>
    <td>
      <Reports deliveries={call.deliveries} />
    </td>
    <td>{call.durationSeconds !== null && duration(call.durationSeconds)}</td>
    <td>
      <Time at={call.startedAt} />
    </td>
  </tr>
)

function Reports({ deliveries: { pending, delivered, dead } }: Pick<CallSummary, 'deliveries'>) {
  return (
    <>
      {delivered > 0 && <Badge tone="success">{delivered} delivered</Badge>}
      {pending > 0 && <Badge tone="warning">{pending} pending</Badge>}
      {dead > 0 && <Badge tone="danger">{dead} dead</Badge>}
    </>
  )
}
