import { readCallUUID } from './call-uuid.ts'
import type { Invalid } from './invalid.ts'
import type { Params } from './params.ts'

export interface Ring {
  kind: 'rang'
  callUUID: string
}

/** Reads a request to the `ring_url` of an outbound call; with several targets it comes more than once. */
export function readRing(params: Params): Ring | Invalid {
  const callUUID = readCallUUID(params)
  return typeof callUUID === 'string' ? { kind: 'rang', callUUID } : callUUID
}
