import { useSyncExternalStore } from 'react'
import type { Tone } from './Badge.tsx'

export interface Toast {
  id: number
  message: string
  tone: Tone
  action?: ToastAction
}

/** The one thing that may be done about it. */
export interface ToastAction {
  title: string
  run: () => void
}

const SHOWN_MILLISECONDS = 6000
/** What may be acted on takes longer to read and to reach. */
const ACTION_MILLISECONDS = 12_000

let toasts: readonly Toast[] = []
let lastId = 0
let slot: HTMLElement | null = null
const listeners = new Set<() => void>()

/** Says something in passing, with an offer perhaps. What has to be read or acted on belongs on the page instead. */
export function toast(message: string, tone: Tone = 'neutral', action?: ToastAction): void {
  lastId += 1
  const id = lastId
  // An offer is about what was done last.
  const others = action ? toasts.filter((known) => !known.action) : toasts
  change([...others, { id, message, tone, ...(action && { action }) }])
  letToastGo(id)
}

const timers = new Map<number, ReturnType<typeof setTimeout>>()

/** While somebody is at it, a toast stays. */
export const holdToast = (id: number): void => clearTimeout(timers.get(id))

/** It goes by itself after a while. */
export function letToastGo(id: number): void {
  holdToast(id)
  const shown = toasts.find((known) => known.id === id)
  if (!shown) return
  timers.set(
    id,
    setTimeout(() => dismissToast(id), shown.action ? ACTION_MILLISECONDS : SHOWN_MILLISECONDS),
  )
}

export function dismissToast(id: number): void {
  holdToast(id)
  timers.delete(id)
  change(toasts.filter((toast) => toast.id !== id))
}

export const shownToasts = (): readonly Toast[] => toasts

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, shownToasts)

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
