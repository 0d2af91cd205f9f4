import type { CallSummary } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { callStateTitle, callStateTone } from '../../words/exits.ts'

/** Live or ended, how the last dial came out, and whether something went wrong. */
export const CallState = ({ call }: { call: Pick<CallSummary, 'status' | 'state' | 'problem'> }) => (
  <>
    {call.status === 'live' && <Badge tone="accent">Live</Badge>}
    {call.state !== null && <Badge tone={callStateTone(call.state)}>{callStateTitle(call.state)}</Badge>}
    {call.problem !== null && (
      <Badge tone="danger" title={call.problem}>
        Problem
      </Badge>
    )}
    {call.status === 'ended' && call.state === null && call.problem === null && <Badge>Ended</Badge>}
  </>
)
