import { Copy, Play, Waypoints } from 'lucide-react'
import type { CallDetail } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { toast } from '../../ui/toast.ts'
import { callIds } from './call-ids.ts'

/** What one does with a call that was looked at. */
export function CallActions({ call }: { call: CallDetail }) {
  const { callUUID, flowId, version } = call
  const uuid = encodeURIComponent(callUUID)
  const copy = async () => {
    if (await copyText(callIds(call))) toast('The ids are copied.', 'success')
  }
  return (
    <>
      {flowId !== null && version !== null && (
        <>
          <ButtonLink icon={<Waypoints />} href={`/flows/${flowId}?version=${version}&call=${uuid}`}>
            Open on canvas at this version
          </ButtonLink>
          <ButtonLink icon={<Play />} href={`/flows/${flowId}?simulate=${uuid}`}>
            Simulate from this call
          </ButtonLink>
        </>
      )}
      <Button icon={<Copy />} onClick={() => void copy()}>
        Copy ids
      </Button>
    </>
  )
}
