import type { CallDetail } from '../../api/types.ts'

/** Everything by which others may know a call, a line each: for a ticket to the carrier or a search through logs. */
export function callIds({ callUUID, flowId, version, events, deliveries }: CallDetail): string {
  const legs = events.flatMap(({ event }) =>
    'legUUID' in event && event.legUUID !== '' ? [event.legUUID] : [],
  )
  return [
    `Call UUID: ${callUUID}`,
    ...[...new Set(legs)].map((legUUID) => `B leg UUID: ${legUUID}`),
    ...(flowId === null ? [] : [`Flow: ${flowId}, version ${version}`]),
    ...deliveries.map(({ id, nodeName }) => `webhook-id of ${nodeName}: ${id}`),
  ].join('\n')
}
