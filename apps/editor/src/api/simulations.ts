import type { DialResult, Emitted, Event, TraceLine } from '@phloem/flow'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'
import { pathOf } from './flows.ts'

/** What is to happen at one visit of a node: how its dial ends, or what its request is answered. */
export interface ScriptedOutcome {
  dial?: DialResult
  ringSeconds?: number | undefined
  talkSeconds?: number
  hangupCause?: string | undefined
  status?: number
  contentType?: string
  body?: string
  /** Why no answer came at all. */
  error?: string
  /** The request leaves for real. */
  isReal?: true
  callerHangsUp?: boolean
}

/** A simulated call: who calls whom, and what happens at each visit of each node; the last one repeats. */
export interface Script {
  call: { from: string; to: string; callerName?: string }
  outcomes: Record<string, readonly ScriptedOutcome[]>
}

export interface SimulatedStep {
  seq: number
  event: Event
  effects: Emitted[]
  trace: TraceLine[]
}

export interface SentForReal {
  nodeId: string
  method: string
  url: string
  status: number | null
  error: string | null
  durationMs: number
}

export interface PlayedCall {
  revision: number
  steps: SimulatedStep[]
  /** The script with the answers that really came. */
  outcomes: Script['outcomes']
  sent: SentForReal[]
}

export interface Happening {
  nodeId: string | null
  did: 'left' | 'passed_over' | 'dialled' | 'requested' | 'said' | 'hung_up' | 'failed'
  detail: string
}

export interface Scenario extends Script {
  name: string
  expected: Happening[]
}

export interface ScenarioResult {
  name: string
  /** The first step that is another, missing (`actual` null) or too many (`expected` null). */
  difference: { expected: Happening | null; actual: Happening | null } | null
  path: { nodeId: string; exit: string }[]
}

/** Plays the saved draft. Throws an `ApiError` with the code `flow_has_errors` and the issues while errors stand. */
export const useSimulation = (flowId: string) =>
  useMutation({ mutationFn: (script: Script) => api.post<PlayedCall>(`${pathOf(flowId)}/simulate`, script) })

export const useScenarios = (flowId: string) =>
  useQuery({
    queryKey: ['scenarios', flowId],
    queryFn: async () => (await api.get<{ scenarios: Scenario[] }>(`${pathOf(flowId)}/scenarios`)).scenarios,
  })

/** What the saved draft does with the script is what the scenario expects from then on. */
export function useKeepScenario(flowId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, call, outcomes }: Script & { name: string }) =>
      api.put<Scenario>(scenarioPath(flowId, name), { call, outcomes }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['scenarios', flowId] }),
  })
}

export function useRemoveScenario(flowId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => api.delete(scenarioPath(flowId, name)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['scenarios', flowId] }),
  })
}

/** Plays all scenarios through the saved draft. */
export const useScenarioRun = (flowId: string) =>
  useMutation({
    mutationFn: () =>
      api.post<{ revision: number; results: ScenarioResult[] }>(`${pathOf(flowId)}/scenarios/run`),
  })

const scenarioPath = (flowId: string, name: string) =>
  `${pathOf(flowId)}/scenarios/${encodeURIComponent(name)}`
