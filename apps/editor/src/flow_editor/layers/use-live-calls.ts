import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { getCalls } from '../../api/calls.ts'
import { useServerEvent } from '../../api/server-events.ts'
import type { LayerStore } from '../../canvas/layer-store.ts'
import { LiveCalls, type Whereabouts } from '../../canvas/live-calls.ts'

const PAGE = 200
const MOST_PAGES = 25
/** What the stream may have missed is found out after so long at most. */
const RELIST_MS = 60_000

/** Keeps the calls of a flow that go on now on its canvas, drawing what comes together once a frame. */
export function useLiveCalls(flowId: string, isOn: boolean, layers: LayerStore): void {
  const [calls] = useState(() => new LiveCalls())
  const frame = useRef(0)
  const draw = () => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => layers.setState({ live: calls.live }))
  }
  const { data } = useQuery({
    queryKey: ['live_calls', flowId],
    queryFn: () => {
      calls.asking()
      return allLive(flowId)
    },
    enabled: isOn,
    gcTime: 0,
    refetchInterval: RELIST_MS,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list is taken over once
  useEffect(() => {
    if (data === undefined || !isOn) return
    calls.listed(data)
    draw()
  }, [data, isOn])
  useEffect(() => {
    if (isOn) return
    cancelAnimationFrame(frame.current)
    calls.forget()
    layers.setState({ live: null })
  }, [isOn, layers, calls])
  useEffect(() => () => cancelAnimationFrame(frame.current), [])

  useServerEvent('call', (call) => {
    if (!isOn || call.flowId !== flowId) return
    calls.heard(call)
    draw()
  })
  useServerEvent('step', (step) => {
    if (!isOn || step.flowId !== flowId) return
    calls.moved(step.trace)
    draw()
  })
}

async function allLive(flowId: string): Promise<Whereabouts[]> {
  const calls: Whereabouts[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await getCalls({ flowId, status: 'live' }, cursor, PAGE)
    calls.push(...answer.calls)
    cursor = answer.next
    if (cursor === null) break
  }
  return calls
}
