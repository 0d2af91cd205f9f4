import { useSyncExternalStore } from 'react'
import type { Tone } from './Badge.tsx'

export interface Toast {
  id: number
  message: string
  tone: Tone
}

const SHOWN_MILLISECONDS = 6000

let toasts: readonly Toast[] = []
let lastId = 0
let slot: HTMLElement | null = null
const listeners = new Set<() => void>()

/** Says something in passing. What has to be read or acted on belongs on the page instead. */
export function toast(message: string, tone: Tone = 'neutral'): void {
  lastId += 1
  const id = lastId
  change([...toasts, { id, message, tone }])
  setTimeout(() => dismissToast(id), SHOWN_MILLISECONDS)
}

export const dismissToast = (id: number): void => change(toasts.filter((toast) => toast.id !== id))

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts)

/** Where the page at hand wants them; null: in the corner of the window. */
export const useToastSlot = (): HTMLElement | null => useSyncExternalStore(subscribe, () => slot)

export function setToastSlot(element: HTMLElement | null): void {
  slot = element
  for (const listener of listeners) listener()
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
