import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { useCall } from '../../api/calls.ts'
import type { Script } from '../../api/simulations.ts'
import { scriptOfCall } from './script-of-call.ts'

/** The script of the call that the URL asks to simulate (`?simulate=`); null without one, or until it is known. */
export function useCallScript(): [script: Script | null, leave: () => void] {
  const [search, setSearch] = useSearchParams()
  const { data } = useCall(search.get('simulate'))
  // The call is over or goes on: what was begun with stays.
  const callUUID = data?.callUUID
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const script = useMemo(() => (data ? scriptOfCall(data) : null), [callUUID])
  return [script, () => setSearch({}, { replace: true })]
}
