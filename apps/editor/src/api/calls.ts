import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { ApiError, api } from './client.ts'
import type { CallDetail, CallSummary, TestCallRequest } from './types.ts'

/** What the list of calls may be narrowed to; absent or empty means all. */
export interface CallFilter {
  flowId?: string
  /** The number that was called. */
  number?: string
  /** The caller. */
  from?: string
  /** One whom the call dialled. */
  callee?: string
  status?: string
  /** The exit by which the last voice node was left. */
  state?: string
  /** The carrier's word for how the last dial ended. */
  dialStatus?: string
  /** When it began, ISO 8601. */
  since?: string
  until?: string
  /** Part of a number, a caller name or a call UUID. */
  q?: string
}

export interface CallsPage {
  calls: CallSummary[]
  next: string | null
}

export const getCalls = (filter: CallFilter, cursor: string | null = null, limit = 50): Promise<CallsPage> =>
  api.get<CallsPage>('/api/calls', { ...filter, cursor, limit })

/** The newest of the calls under way on a flow. */
export const useLiveCalls = (flowId: string) =>
  useQuery({
    queryKey: ['calls', 'live', flowId],
    queryFn: () => getCalls({ flowId, status: 'live' }),
  })

export const callListKey = (filter: CallFilter) => ['call_list', filter] as const

/** Newest first, page by page. Nothing but its own page refreshes it: a long list is not fetched again for each call. */
export const useCallPages = (filter: CallFilter) =>
  useInfiniteQuery({
    queryKey: callListKey(filter),
    queryFn: ({ pageParam }) => getCalls(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

export type CallPages = InfiniteData<CallsPage, string | null>

/** Changes what is known of a list, without asking the server. */
export function useCallListCache(filter: CallFilter) {
  const queries = useQueryClient()
  const queryKey = callListKey(filter)
  return {
    get: () => queries.getQueryData<CallPages>(queryKey),
    change: (change: (known: CallPages) => CallPages) =>
      queries.setQueryData<CallPages>(queryKey, (known) => known && change(known)),
    refresh: () => queries.invalidateQueries({ queryKey }),
  }
}

/** A call that was just placed may not have reached Phloem yet, so one that is not found is asked for again. */
export const useCall = (callUUID: string | null) =>
  useQuery({
    queryKey: ['call', callUUID],
    queryFn: () => api.get<CallDetail>(`/api/calls/${encodeURIComponent(callUUID ?? '')}`),
    enabled: callUUID !== null,
    retry: (failures, error) => failures < 4 && error instanceof ApiError && error.status === 404,
    retryDelay: 400,
  })

/** How often each exit of a flow was taken. */
export interface EdgeCounts {
  /** The beginning of the hour in which the period begins. */
  from: string
  to: string
  counts: { nodeId: string; exit: string; count: number }[]
}

export const getEdgeCounts = (flowId: string, from: string): Promise<EdgeCounts> =>
  api.get<EdgeCounts>(`/api/flows/${encodeURIComponent(flowId)}/edge-counts`, { from })

/** The newest call of a flow, whole; null when it has had none. */
export const useLastCall = (flowId: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['calls', 'last', flowId],
    queryFn: async () => {
      const { calls } = await getCalls({ flowId }, null, 1)
      const [last] = calls
      return last ? api.get<CallDetail>(`/api/calls/${encodeURIComponent(last.callUUID)}`) : null
    },
    enabled: isWanted,
  })

/** The simulator calls one of our numbers. Throws `simulator_off` when a Plivo account is set. */
export const usePlaceTestCall = () =>
  useMutation({
    mutationFn: (call: TestCallRequest) => api.post<{ callUUID: string }>('/api/simulator/calls', call),
  })
