import { useStatus } from '../api/status.ts'
import { Badge } from '../ui/Badge.tsx'

/** Tells that no real phones are involved; says nothing with a real carrier. */
export function CarrierBadge() {
  const { data } = useStatus()
  if (data?.carrier !== 'simulator') return null
  return (
    <Badge
      tone="accent"
      title="No Plivo account is set (PLIVO_AUTH_ID): calls are simulated, no phone rings."
    >
      The simulator is the carrier
    </Badge>
  )
}
