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
import { CallActions } from './CallActions.tsx'
import { CallFacts } from './CallFacts.tsx'
import styles from './CallPage.module.css'
import { CallState } from './CallState.tsx'
import { Waterfall } from './legs/Waterfall.tsx'
import { CallSteps } from './steps/CallSteps.tsx'
import { callSteps } from './steps/call-steps.ts'
import { type Names, namesIn } from './timeline/names.ts'
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
      actions={call.data && <CallActions call={call.data} />}
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
  const names = useNames(call)
  const steps = useMemo(() => callSteps(call, names), [call, names])
  const showStep = (order: number) => setSearch({ tab: 'steps', step: String(order) }, { replace: true })
  const tabs = [
    { id: 'timeline', title: 'Timeline' },
    { id: 'steps', title: 'Steps', count: steps.length },
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
      <Waterfall
        call={call}
        onShowNode={(nodeId) => showStep(steps.find((step) => step.nodeId === nodeId)?.order ?? 1)}
      />
      <Tabs
        label="Call"
        tabs={tabs}
        selected={tab}
        onSelect={(id) => setSearch(id === 'timeline' ? {} : { tab: id }, { replace: true })}
      >
        <div className={styles.panel}>
          {tab === 'timeline' && (
            <CallTimeline
              call={call}
              names={names}
              onShowNode={(node) => setSearch({ tab: 'canvas', node })}
            />
          )}
          {tab === 'steps' && (
            <CallSteps
              steps={steps}
              current={Number(search.get('step') ?? 0)}
              onPick={({ order }) => showStep(order)}
            />
          )}
          {tab === 'canvas' && <CallCanvas call={call} focusNodeId={search.get('node')} />}
          {tab === 'reports' && <CallReports call={call} />}
        </div>
      </Tabs>
    </>
  )
}

interface CallTimelineProps {
  call: CallDetail
  names: Names
  onShowNode: (nodeId: string) => void
}

function CallTimeline({ call, names, onShowNode }: CallTimelineProps) {
  const entries = useMemo(() => timelineOf(call, names), [call, names])
  return <Timeline entries={entries} startedAt={call.startedAt} onShowNode={onShowNode} />
}

/** What the version that the call is pinned to calls its nodes. */
function useNames({ flowId, version }: CallDetail): Names {
  const { carrier } = useStatus().data ?? {}
  const document = useVersion(flowId, version).data?.document
  return useMemo(() => namesIn(document, carrier), [document, carrier])
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
