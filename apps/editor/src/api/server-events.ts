import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type Draft, flowQuery } from './flows.ts'
import { touchedQueries } from './touched-queries.ts'
import type { ServerEvent, ServerEventKind, ServerEvents } from './types.ts'

type Listener<K extends ServerEventKind> = (data: ServerEvents[K]) => void

const KINDS: readonly ServerEventKind[] = ['call', 'step', 'delivery', 'destination', 'flow', 'numbers']
const RECONNECT_MILLISECONDS = 3000
/** A busy call tells many steps a second: the first refreshes at once, the rest together. */
const REFRESH_MILLISECONDS = 400

const listeners = new Map<ServerEventKind, Set<Listener<ServerEventKind>>>()

/** Tells the listener what happens from now on; what it returns ends that. */
export function onServerEvent<K extends ServerEventKind>(kind: K, listener: Listener<K>): () => void {
  const ofKind = listeners.get(kind) ?? new Set()
  listeners.set(kind, ofKind)
  ofKind.add(listener as Listener<ServerEventKind>)
  return () => ofKind.delete(listener as Listener<ServerEventKind>)
}

/** As `onServerEvent`, for as long as the component is there; the listener need not be stable. */
export function useServerEvent<K extends ServerEventKind>(kind: K, listener: Listener<K>): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => onServerEvent(kind, (data) => latest.current(data)), [kind])
}

/**
 * Holds the one connection of this tab and refreshes the queries that an event touches; after a gap, all of them.
 * A hidden tab holds none: HTTP/1.1 allows a browser six per server.
 */
export function connectServerEvents(queries: QueryClient): () => void {
  const refresher = createRefresher(queries)
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let hadGap = false

  const connect = () => {
    disconnect()
    const opened = new EventSource('/api/events')
    source = opened
    opened.onopen = () => {
      if (hadGap) void queries.invalidateQueries()
      hadGap = false
    }
    opened.onerror = () => {
      hadGap = true
      // Only a lost connection is retried by the browser; an answer that is not 200 ends it.
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(connect, RECONNECT_MILLISECONDS)
    }
    for (const kind of KINDS) {
      opened.addEventListener(kind, ({ data }) => tell({ kind, data: JSON.parse(data) }))
    }
  }
  const disconnect = () => {
    clearTimeout(retry)
    source?.close()
    source = null
  }
  const tell = (event: ServerEvent) => {
    const knownRevision = (id: string) => queries.getQueryData<Draft>(flowQuery(id).queryKey)?.revision
    refresher.add(touchedQueries(event, knownRevision))
    for (const listener of listeners.get(event.kind) ?? []) listener(event.data)
  }
  const onVisibility = () => {
    if (document.visibilityState === 'visible') {
      if (source === null) connect()
    } else {
      hadGap = true
      disconnect()
    }
  }

  onVisibility()
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    disconnect()
    refresher.stop()
  }
}

function createRefresher(queries: QueryClient) {
  const waiting = new Map<string, QueryKey>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    if (waiting.size === 0) return
    for (const queryKey of waiting.values()) void queries.invalidateQueries({ queryKey })
    waiting.clear()
    timer = setTimeout(flush, REFRESH_MILLISECONDS)
  }
  return {
    add: (keys: QueryKey[]) => {
      for (const key of keys) waiting.set(JSON.stringify(key), key)
      if (timer === undefined) flush()
    },
    stop: () => clearTimeout(timer),
  }
}
