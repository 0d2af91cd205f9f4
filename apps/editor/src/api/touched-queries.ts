import type { QueryKey } from '@tanstack/react-query'
import type { ServerEvent } from './types.ts'

/** The queries whose answers a server event has made old. Versions never change, and a draft only by another revision. */
export function touchedQueries(
  { kind, data }: ServerEvent,
  knownRevision: (flowId: string) => number | undefined,
): QueryKey[] {
  switch (kind) {
    case 'call': {
      const calls = [['calls'], ['call', data.callUUID]]
      return data.deliveries.pending === 0 ? calls : [...calls, ['deliveries'], ['destinations'], ['status']]
    }
    case 'step':
      return [['call', data.callUUID]]
    case 'delivery':
      return [['deliveries'], ['destinations'], ['status'], ['calls'], ['call', data.callUUID]]
    case 'destination':
      return [['destinations'], ['deliveries'], ['status']]
    case 'flow': {
      const known = knownRevision(data.id)
      const isOld = known !== undefined && known !== data.revision
      return [['flows'], ['numbers'], ...(isOld ? [['flow', data.id]] : [])]
    }
    case 'numbers':
      return [['numbers'], ['flows']]
  }
}
