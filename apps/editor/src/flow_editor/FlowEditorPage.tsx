import { lazy, Suspense } from 'react'
import { useSearchParams } from 'wouter'
import { ApiError } from '../api/client.ts'
import { useFlow } from '../api/flows.ts'
import { LoadError } from '../pages/LoadError.tsx'
import { NotFoundPage } from '../pages/NotFoundPage.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { FlowEditor } from './FlowEditor.tsx'

const VersionView = lazy(async () => ({
  default: (await import('./version_view/VersionView.tsx')).VersionView,
}))

/** The canvas of one flow, at `/flows/:id`; with `?version=`, one of its versions, and with `&call=` a call of it. */
export function FlowEditorPage({ flowId }: { flowId: string }) {
  const [search] = useSearchParams()
  const version = search.get('version')
  if (version === null) return <DraftPage flowId={flowId} />
  const callUUID = search.get('call')
  return (
    <Suspense fallback={<Skeleton label="Loading the version" lines={6} />}>
      <VersionView
        key={`${version} ${callUUID}`}
        flowId={flowId}
        version={Number(version)}
        callUUID={callUUID}
      />
    </Suspense>
  )
}

function DraftPage({ flowId }: { flowId: string }) {
  const { data, error, refetch } = useFlow(flowId)
  if (data) return <FlowEditor key={flowId} draft={data} />
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />
  if (error) return <LoadError what="The flow" error={error} onRetry={() => void refetch()} />
  return <Skeleton label="Loading the flow" lines={6} />
}
