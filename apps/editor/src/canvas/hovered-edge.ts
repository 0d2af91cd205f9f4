import { createStore, useStore } from 'zustand'

/** So long the tools of a line stay after the pointer has left it, to be reached. */
const STAYS_MS = 250

const store = createStore<{ id: string | null }>(() => ({ id: null }))
let leaving: ReturnType<typeof setTimeout> | undefined

/** Renders only what the pointer comes to and leaves. */
export const useIsHovered = (edgeId: string): boolean => useStore(store, ({ id }) => id === edgeId)

export function enterEdge(id: string): void {
  clearTimeout(leaving)
  store.setState({ id })
}

export function leaveEdge(): void {
  clearTimeout(leaving)
  leaving = setTimeout(() => store.setState({ id: null }), STAYS_MS)
}
