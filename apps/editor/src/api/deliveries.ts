import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'
import type { Delivery } from './types.ts'

/** Absent or empty means all. */
export interface DeliveryFilter {
  state?: string
  /** An origin, e.g. `https://example.com`. */
  destination?: string
  flowId?: string
  /** When it was created, ISO 8601. */
  from?: string
  to?: string
}

/** Newest first, page by page. */
export const useDeliveries = (filter: DeliveryFilter = {}) =>
  useInfiniteQuery({
    queryKey: ['deliveries', filter],
    queryFn: ({ pageParam }) =>
      api.get<{ deliveries: Delivery[]; next: string | null }>('/api/deliveries', {
        ...filter,
        cursor: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** Sends a dead report again, under its old id and with a fresh schedule. */
export function useReplay() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.post<Delivery>(`/api/deliveries/${encodeURIComponent(id)}/replay`),
    onSuccess: ({ callUUID }) =>
      Promise.all(
        [['deliveries'], ['destinations'], ['status'], ['call', callUUID]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  })
}

/** Sends all dead reports that match again, each under its old id. */
export function useReplayMany() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (filter: Omit<DeliveryFilter, 'state'>) =>
      api.post<{ replayed: number }>('/api/deliveries/replay', filter),
    onSuccess: () => queries.invalidateQueries(),
  })
}
