import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { ApiError, api } from './client.ts'
import type { CallDetail, CallSummary, TestCallRequest } from './types.ts'

/** What the list of calls may be narrowed to; absent or empty means all. */
export interface CallFilter {
  flowId?: string
  /** The number that was called. */
  number?: string
  status?: string
  /** The exit by which the last voice node was left. */
  state?: string
  /** Part of a number, a caller name or a call UUID. */
  q?: string
}

/** Newest first, page by page. */
export const useCalls = (filter: CallFilter = {}) =>
  useInfiniteQuery({
    queryKey: ['calls', filter],
    queryFn: ({ pageParam }) =>
      api.get<{ calls: CallSummary[]; next: string | null }>('/api/calls', { ...filter, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** A call that was just placed may not have reached Phloem yet, so one that is not found is asked for again. */
export const useCall = (callUUID: string) =>
  useQuery({
    queryKey: ['call', callUUID],
    queryFn: () => api.get<CallDetail>(`/api/calls/${encodeURIComponent(callUUID)}`),
    retry: (failures, error) => failures < 4 && error instanceof ApiError && error.status === 404,
    retryDelay: 400,
  })

/** The newest call of a flow, whole; null when it has had none. */
export const useLastCall = (flowId: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['calls', 'last', flowId],
    queryFn: async () => {
      const { calls } = await api.get<{ calls: CallSummary[] }>('/api/calls', { flowId, limit: '1' })
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
