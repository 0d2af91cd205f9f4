import { RotateCw } from 'lucide-react'
import { Link } from 'wouter'
import { useReplay } from '../../api/deliveries.ts'
import { useDestinations } from '../../api/destinations.ts'
import type { Attempt, Delivery, DeliveryState } from '../../api/types.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import { count } from '../../words/count.ts'
import { clockTime, dateTime } from '../../words/time.ts'
import { attemptWords } from '../calls/timeline/attempt-entries.ts'
import { EntryDetail } from '../calls/timeline/EntryDetail.tsx'
import { pretty } from '../calls/timeline/pretty.ts'
import { requestDetails } from '../calls/timeline/request-details.ts'
import styles from './DeliveryList.module.css'

const states: Record<DeliveryState, { title: string; tone: Tone }> = {
  pending: { title: 'Pending', tone: 'warning' },
  delivered: { title: 'Delivered', tone: 'success' },
  dead: { title: 'Dead', tone: 'danger' },
}

/** A report with its request and its attempts; a dead one can be sent again. */
export function DeliveryEntry({ delivery }: { delivery: Delivery }) {
  const { request, attempts, state, destination } = delivery
  const isDeferred = useDestinations().data?.some(
    (row) => row.origin === destination && row.state === 'deferred',
  )
  return (
    <li className={styles.entry}>
      <details>
        <summary>
          <span className={styles.state}>
            <Badge tone={states[state].tone}>{states[state].title}</Badge>
          </span>
          <span className={styles.request}>
            {request.method} {request.url}
          </span>
          <span className={styles.when}>
            {nextWords(delivery, isDeferred ?? false)}
            <Time at={delivery.createdAt} />
          </span>
        </summary>
        <div className={styles.details}>
          <p>
            From {delivery.nodeName} in <Link href={`/calls/${delivery.callUUID}`}>this call</Link>,
            webhook-id <code>{delivery.id}</code>
          </p>
          {requestDetails(request).map((detail) => (
            <EntryDetail key={detail.title} detail={detail} />
          ))}
          {attempts.map((attempt) => (
            <EntryDetail key={attempt.number} detail={attemptDetail(attempt)} />
          ))}
        </div>
      </details>
      {state === 'dead' && <ReplayButton id={delivery.id} />}
    </li>
  )
}

function ReplayButton({ id }: { id: string }) {
  const replay = useReplay()
  // As promises: the button goes away with the state that it changes, and with it the mutation's own callbacks.
  const onClick = () =>
    replay.mutateAsync(id).then(
      () => toast('The report is being sent again.', 'success'),
      (error: Error) => toast(`Not sent again: ${error.message}`, 'danger'),
    )
  return (
    <Button icon={<RotateCw />} disabled={replay.isPending} onClick={onClick}>
      Send again
    </Button>
  )
}

/** While its destination keeps failing a report waits, whatever its schedule says. */
function nextWords({ attempts, nextAttemptAt }: Delivery, isDeferred: boolean): string {
  const tried = count(attempts.length, 'attempt')
  if (isDeferred && nextAttemptAt !== null) return `${tried}, waits for its destination`
  return nextAttemptAt === null ? tried : `${tried}, next ${clockTime(nextAttemptAt)}`
}

const attemptDetail = (attempt: Attempt) =>
  ({
    type: 'text',
    title: `Attempt ${attempt.number}, ${dateTime(attempt.at)}: ${attemptWords(attempt)}, after ${attempt.durationMs} ms`,
    text: pretty(attempt.responseBody),
  }) as const
