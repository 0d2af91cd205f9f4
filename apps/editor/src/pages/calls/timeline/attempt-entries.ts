import type { Attempt, Delivery } from '../../../api/types.ts'
import { clockTime } from '../../../words/time.ts'
import { shortUrl } from './effect-words.ts'
import type { Detail, Entry } from './entry.ts'
import { pretty } from './pretty.ts'
import { requestDetails } from './request-details.ts'

/** One entry per attempt of a report, with how it went and what comes next. */
export const attemptEntries = (delivery: Delivery): Entry[] =>
  delivery.attempts.map((attempt, index) => {
    const isLast = index === delivery.attempts.length - 1
    return {
      id: `attempt ${delivery.id}.${attempt.number}`,
      at: attempt.at,
      kind: 'attempt',
      ...outcome(delivery, attempt, isLast),
      nodeId: delivery.nodeId,
      details: [...requestDetails(delivery.request), ...responseDetails(attempt)],
    }
  })

function outcome(delivery: Delivery, attempt: Attempt, isLast: boolean): Pick<Entry, 'title' | 'tone'> {
  const report = `Report to ${shortUrl(delivery.request.url)}`
  if (isLast && delivery.state === 'delivered') {
    return { title: `${report} delivered (${attempt.status}) at attempt ${attempt.number}`, tone: 'success' }
  }
  const failed = `${report} failed at attempt ${attempt.number}: ${attemptWords(attempt)}`
  if (isLast && delivery.state === 'dead') return { title: `${failed}; given up`, tone: 'danger' }
  const next = isLast && delivery.nextAttemptAt ? `; next try at ${clockTime(delivery.nextAttemptAt)}` : ''
  return { title: failed + next, tone: 'warning' }
}

export const attemptWords = ({ status, error }: Attempt): string =>
  status === null ? (error ?? 'no answer') : `status ${status}`

/** What an attempt was answered, with the headers where they were kept. */
export const responseDetails = (attempt: Attempt): Detail[] => [
  {
    type: 'text',
    title: `Answer: ${attemptWords(attempt)}, after ${attempt.durationMs} ms`,
    text: pretty(attempt.responseBody),
  },
  ...(attempt.responseHeaders === undefined
    ? []
    : [
        {
          type: 'pairs' as const,
          title: 'Headers of the answer',
          pairs: Object.entries(attempt.responseHeaders),
        },
      ]),
]
