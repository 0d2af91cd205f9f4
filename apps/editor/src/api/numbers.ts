import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'
import type { NumberRow } from './types.ts'

export interface Assignment {
  /** E.164; one that is not in the list yet is added. */
  number: string
  flowId: string | null
  alias?: string
  /** E.164 or a `sip:` address; null for none, absent for what is there. */
  fallbackNumber?: string | null
}

export const useNumbers = () =>
  useQuery({
    queryKey: ['numbers'],
    queryFn: async () => (await api.get<{ numbers: NumberRow[] }>('/api/numbers')).numbers,
  })

/** A flow that was never published is published by it; throws `flow_has_errors` with the issues when it cannot be. */
export function useAssign() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ number, ...assignment }: Assignment) => api.put<NumberRow>(pathOf(number), assignment),
    onSuccess: refresh,
  })
}

/** Only numbers that were added by hand. */
export function useRemoveNumber() {
  const refresh = useRefresh()
  return useMutation({ mutationFn: (number: string) => api.delete(pathOf(number)), onSuccess: refresh })
}

function useRefresh() {
  const queries = useQueryClient()
  return () =>
    Promise.all([['numbers'], ['flows']].map((queryKey) => queries.invalidateQueries({ queryKey })))
}

const pathOf = (number: string) => `/api/numbers/${encodeURIComponent(number)}`
