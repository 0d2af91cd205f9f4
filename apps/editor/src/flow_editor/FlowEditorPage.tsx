import { ApiError } from '../api/client.ts'
import { useFlow } from '../api/flows.ts'
import { LoadError } from '../pages/LoadError.tsx'
import { NotFoundPage } from '../pages/NotFoundPage.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { FlowEditor } from './FlowEditor.tsx'

/** The canvas of one flow, at `/flows/:id`. */
export function FlowEditorPage({ flowId }: { flowId: string }) {
  const { data, error, refetch } = useFlow(flowId)
  if (data) return <FlowEditor key={flowId} draft={data} />
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />
  if (error) return <LoadError what="The flow" error={error} onRetry={() => void refetch()} />
  return <Skeleton label="Loading the flow" lines={6} />
}
