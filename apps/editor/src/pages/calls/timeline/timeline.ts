import type { CallDetail } from '../../../api/types.ts'
import { attemptEntries } from './attempt-entries.ts'
import type { Entry } from './entry.ts'
import { eventEntries } from './event-entries.ts'
import type { Names } from './names.ts'
import { webhookEntry } from './webhook-entry.ts'

/**
 * All that is known of a call, in the order in which it happened: the carrier's requests with our answers, what the
 * flow made of them, and its own requests. A webhook comes before the event that it caused, whatever the clocks say.
 */
export function timelineOf(
  { events, webhooks, deliveries }: Pick<CallDetail, 'events' | 'webhooks' | 'deliveries'>,
  names: Names,
): Entry[] {
  const eventTimes = new Map(events.map(({ seq, at }) => [seq, Date.parse(at)]))
  const asked = webhooks.map((webhook) => {
    const at = Date.parse(webhook.at)
    const eventAt = webhook.seq === null || webhook.isDuplicate ? undefined : eventTimes.get(webhook.seq)
    return { time: Math.min(at, eventAt ?? at), entry: webhookEntry(webhook, names) }
  })
  const happened = events
    .flatMap((event) => eventEntries(event, deliveries, names))
    .map((entry) => ({ time: Date.parse(entry.at), entry }))
  const sent = deliveries.flatMap(attemptEntries).map((entry) => ({ time: Date.parse(entry.at), entry }))
  // The sort is stable: at the same time the order of these three lists counts.
  return [...asked, ...happened, ...sent].sort((a, b) => a.time - b.time).map(({ entry }) => entry)
}
