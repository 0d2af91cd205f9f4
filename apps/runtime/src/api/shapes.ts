import { describeRequest } from '../deliveries/send.ts'
import type { Call, Delivery, DeliveryCounts, Webhook } from '../store/port.ts'

/** How calls, webhooks and deliveries look from outside: ISO times, no internals. */
export const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

export function callShape(call: Call, flowName: string | null, deliveries: DeliveryCounts) {
  const { session, voice: _, seq: __, quietUntil: ___, fallbackNumber: ____, dials: _____, ...shown } = call
  const { startedAt, endedAt, ...rest } = shown
  return {
    ...rest,
    flowName,
    /** The node that the flow waits at; null when it waits at none. */
    waitsAt: session?.waiting?.nodeId ?? null,
    startedAt: time(startedAt),
    endedAt: time(endedAt),
    deliveries,
  }
}

export function countsOf(deliveries: Delivery[]): DeliveryCounts {
  const counts = { pending: 0, delivered: 0, dead: 0 }
  for (const { state } of deliveries) counts[state] += 1
  return counts
}

export function webhookShape({ answer, at, key: _, ...webhook }: Webhook) {
  return {
    ...webhook,
    at: time(at),
    status: answer?.status ?? null,
    contentType: answer?.contentType ?? null,
    body: answer?.body ?? null,
  }
}

export function deliveryShape({ request, attempts, tries: _, ...delivery }: Delivery) {
  return {
    ...delivery,
    request: describeRequest(request),
    attempts: attempts.map((attempt) => ({ ...attempt, at: time(attempt.at) })),
    nextAttemptAt: time(delivery.nextAttemptAt),
    createdAt: time(delivery.createdAt),
    endedAt: time(delivery.endedAt),
  }
}
