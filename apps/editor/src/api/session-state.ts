import { useSyncExternalStore } from 'react'

/** `unknown` until the API has answered; `ended` when it answered before and now asks for a login. */
export type SessionState = 'unknown' | 'open' | 'ended'

let state: SessionState = 'unknown'
const listeners = new Set<() => void>()

export const sessionState = (): SessionState => state

export function setSessionState(next: SessionState): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

export const useSessionState = (): SessionState => useSyncExternalStore(subscribe, sessionState)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
