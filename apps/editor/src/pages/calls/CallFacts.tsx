import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { CallDetail } from '../../api/types.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { clockTime, dateTime, duration } from '../../words/time.ts'
import styles from './CallFacts.module.css'
import { endReason } from './end-reason.ts'

export function CallFacts({ call }: { call: CallDetail }) {
  const reason = endReason(call)
  return (
    <dl className={styles.facts}>
      <Fact title="Number">{call.to}</Fact>
      <Fact title="Flow">
        {call.flowId === null ? (
          'None'
        ) : (
          <>
            <Link href={`/flows/${call.flowId}`}>{call.flowName ?? call.flowId}</Link> v{call.version}
          </>
        )}
      </Fact>
      {call.forwardedTo !== null && <Fact title="Connected instead">{call.forwardedTo}</Fact>}
      {call.callerName !== '' && <Fact title="Caller">{call.callerName}</Fact>}
      <Fact title="Dial status">{call.dialStatus ?? '–'}</Fact>
      <Fact title="Started">
        <time dateTime={call.startedAt} title={dateTime(call.startedAt)}>
          {dateTime(call.startedAt)}
        </time>
      </Fact>
      <Fact title="Ended">{call.endedAt === null ? 'Still going on' : clockTime(call.endedAt)}</Fact>
      {reason !== null && <Fact title="End reason">{reason}</Fact>}
      <Fact title="Duration">{call.durationSeconds === null ? '–' : duration(call.durationSeconds)}</Fact>
      <Fact title="Call UUID">
        <span className={styles.uuid}>
          <code>{call.callUUID}</code>
          <CopyButton text={call.callUUID} what="Call UUID" />
        </span>
      </Fact>
    </dl>
  )
}

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
)
