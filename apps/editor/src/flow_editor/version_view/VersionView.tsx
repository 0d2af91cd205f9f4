import { ArrowLeft } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useCall } from '../../api/calls.ts'
import { ApiError } from '../../api/client.ts'
import { type PublishedVersion, useFlows, useVersion } from '../../api/flows.ts'
import { useStatus } from '../../api/status.ts'
import type { CallDetail } from '../../api/types.ts'
import { CallOnCanvas } from '../../canvas/CallOnCanvas.tsx'
import { CallState } from '../../pages/calls/CallState.tsx'
import { callSteps } from '../../pages/calls/steps/call-steps.ts'
import { StepDetail } from '../../pages/calls/steps/StepDetail.tsx'
import { StepList } from '../../pages/calls/steps/StepList.tsx'
import { namesIn } from '../../pages/calls/timeline/names.ts'
import { LoadError } from '../../pages/LoadError.tsx'
import { NotFoundPage } from '../../pages/NotFoundPage.tsx'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './VersionView.module.css'
import { versionWords } from './version-words.ts'

interface VersionViewProps {
  flowId: string
  version: number
  /** A call that ran this version. */
  callUUID: string | null
}

/** A published version, for reading, with the way that a call took through it. */
export function VersionView({ flowId, version: number, callUUID }: VersionViewProps) {
  const version = useVersion(flowId, number)
  const call = useCall(callUUID)
  const error = version.error ?? (callUUID === null ? null : call.error)
  if (error instanceof ApiError && error.status === 404) return <NotFoundPage />
  if (error) return <LoadError what="The version" error={error} onRetry={() => void version.refetch()} />
  if (!version.data || (callUUID !== null && !call.data))
    return <Skeleton label="Loading the version" lines={6} />
  return <Shown flowId={flowId} version={version.data} call={call.data ?? null} />
}

interface ShownProps {
  flowId: string
  version: PublishedVersion
  call: CallDetail | null
}

function Shown({ flowId, version: { version, document }, call }: ShownProps) {
  const flows = useFlows().data
  const flow = flows?.find(({ id }) => id === flowId)
  const { carrier } = useStatus().data ?? {}
  const steps = useMemo(
    () => (call ? callSteps(call, namesIn(document, carrier)) : []),
    [call, document, carrier],
  )
  const [picked, setPicked] = useState<{ nodeId: string; order: number | null; isCentred: boolean } | null>(
    null,
  )
  const step =
    picked === null
      ? undefined
      : (steps.find(({ order }) => order === picked.order) ??
        steps.findLast(({ nodeId }) => nodeId === picked.nodeId))
  return (
    <div className={styles.view}>
      <title>{`${document.name}, version ${version} · Phloem`}</title>
      <header className={styles.bar}>
        <Link
          href={call ? `/calls/${encodeURIComponent(call.callUUID)}` : `/flows/${flowId}`}
          className={styles.back}
        >
          <ArrowLeft size={18} aria-hidden="true" />
          {call ? 'Back to the call' : 'Back to the draft'}
        </Link>
        <h1>{document.name}</h1>
        <p className={styles.version}>
          {flows === undefined ? `Version ${version}` : versionWords(version, flow)}
        </p>
        {call && flow && (
          <span className={styles.actions}>
            <ButtonLink href={`/flows/${flowId}`}>Open the draft</ButtonLink>
          </span>
        )}
      </header>
      <div className={styles.canvas}>
        <CallOnCanvas
          document={document}
          events={call?.events ?? null}
          deliveries={call?.deliveries ?? []}
          focusNodeId={picked?.nodeId}
          isCentred={picked?.isCentred ?? false}
          onPick={(nodeId) => setPicked({ nodeId, order: null, isCentred: false })}
        />
      </div>
      {call && (
        <aside className={styles.side} aria-label="The call">
          <div className={styles.call}>
            <h2>
              {call.from} → {call.to}
            </h2>
            <CallState call={call} />
          </div>
          {call.problem !== null && (
            <p className={styles.problem} role="alert">
              {call.problem}
            </p>
          )}
          <StepList
            steps={steps}
            current={step?.order ?? null}
            onPick={({ nodeId, order }) => setPicked({ nodeId, order, isCentred: true })}
          />
          {step && <StepDetail step={step} />}
          {picked !== null && !step && <p className={styles.none}>The call did not come to this node.</p>}
        </aside>
      )}
    </div>
  )
}
