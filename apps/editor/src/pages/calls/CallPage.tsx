import { lazy, Suspense, useMemo } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useCall } from '../../api/calls.ts'
import { useVersion } from '../../api/flows.ts'
import { useStatus } from '../../api/status.ts'
import type { CallDetail } from '../../api/types.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { DeliveryList } from '../deliveries/DeliveryList.tsx'
import { LoadError } from '../LoadError.tsx'
import { Page } from '../Page.tsx'
import { CallFacts } from './CallFacts.tsx'
import styles from './CallPage.module.css'
import { CallState } from './CallState.tsx'
import { namesIn } from './timeline/names.ts'
import { Timeline } from './timeline/Timeline.tsx'
import { timelineOf } from './timeline/timeline.ts'

const CallOnCanvas = lazy(async () => ({
  default: (await import('../../canvas/CallOnCanvas.tsx')).CallOnCanvas,
}))

export function CallPage({ callUUID }: { callUUID: string }) {
  const call = useCall(callUUID)
  const title = call.data ? `${call.data.from} → ${call.data.to}` : 'Call'
  return (
    <Page
      title={title}
      documentTitle={call.data ? `Call ${title}` : title}
      badge={call.data && <CallState call={call.data} />}
    >
      <Link href="/calls" className={styles.back}>
        All calls
      </Link>
      {call.isPending && <Skeleton label="Loading the call" />}
      {call.isError && !call.data && (
        <LoadError what="The call" error={call.error} onRetry={() => call.refetch()} />
      )}
      {call.data && <Call call={call.data} />}
    </Page>
  )
}

function Call({ call }: { call: CallDetail }) {
  const [search, setSearch] = useSearchParams()
  const tab = search.get('tab') ?? 'timeline'
  const tabs = [
    { id: 'timeline', title: 'Timeline' },
    { id: 'canvas', title: 'Canvas' },
    { id: 'reports', title: 'Reports', count: call.deliveries.length },
  ]
  return (
    <>
      {call.problem !== null && (
        <p className={styles.problem} role="alert">
          {call.problem}
        </p>
      )}
      <CallFacts call={call} />
      <Tabs
        label="Call"
        tabs={tabs}
        selected={tab}
        onSelect={(id) => setSearch(id === 'timeline' ? {} : { tab: id }, { replace: true })}
      >
        <div className={styles.panel}>
          {tab === 'timeline' && (
            <CallTimeline call={call} onShowNode={(node) => setSearch({ tab: 'canvas', node })} />
          )}
          {tab === 'canvas' && <CallCanvas call={call} focusNodeId={search.get('node')} />}
          {tab === 'reports' && <CallReports call={call} />}
        </div>
      </Tabs>
    </>
  )
}

function CallTimeline({ call, onShowNode }: { call: CallDetail; onShowNode: (nodeId: string) => void }) {
  const { carrier } = useStatus().data ?? {}
  const document = useVersion(call.flowId, call.version).data?.document
  const entries = useMemo(() => timelineOf(call, namesIn(document, carrier)), [call, document, carrier])
  return <Timeline entries={entries} startedAt={call.startedAt} onShowNode={onShowNode} />
}

function CallCanvas({ call, focusNodeId }: { call: CallDetail; focusNodeId: string | null }) {
  const version = useVersion(call.flowId, call.version)
  if (call.flowId === null) {
    return <EmptyState title="No flow">The number had no flow when this call came.</EmptyState>
  }
  if (version.isError) {
    return <LoadError what="The flow" error={version.error} onRetry={() => version.refetch()} />
  }
  if (!version.data) return <Skeleton label="Loading the flow" />
  return (
    <div className={styles.canvas}>
      <Suspense fallback={<Skeleton label="Loading the canvas" />}>
        <CallOnCanvas
          document={version.data.document}
          events={call.events}
          deliveries={call.deliveries}
          focusNodeId={focusNodeId ?? undefined}
        />
      </Suspense>
    </div>
  )
}

const CallReports = ({ call }: { call: CallDetail }) =>
  call.deliveries.length === 0 ? (
    <EmptyState title="No reports">This call has sent no report so far.</EmptyState>
  ) : (
    <DeliveryList deliveries={call.deliveries} />
  )
