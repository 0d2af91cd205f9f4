import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'

/** Whom calls may dial beyond what stands in a flow as it is. */
export interface DialPolicy {
  listed: string[]
  allowed: string[]
  sipHosts: string[]
  dialsPerCall: number
  callsPerCaller: number
  dialsPerHourToOne: number
  dialsPerMinuteOfFlow: number
  spending: { perMinute: number; perDay: number } | null
}

const KEY = ['dial_policy']

export const useDialPolicy = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await api.get<{ policy: DialPolicy }>('/api/dial-policy')).policy,
  })

export function useSetDialPolicy() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (policy: DialPolicy) => api.put<{ policy: DialPolicy }>('/api/dial-policy', policy),
    onSuccess: ({ policy }) => queries.setQueryData(KEY, policy),
  })
}
