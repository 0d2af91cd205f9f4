import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'
import type { Destination } from './types.ts'

/** By origin. */
export const useDestinations = () =>
  useQuery({
    queryKey: ['destinations'],
    queryFn: async () => (await api.get<{ destinations: Destination[] }>('/api/destinations')).destinations,
  })

/** Newest first; two while one is being replaced. Asked for only on request and not kept. */
export const useSecrets = (origin: string) =>
  useQuery({
    queryKey: ['destination_secrets', origin],
    queryFn: async () =>
      (await api.get<{ secrets: string[] }>('/api/destinations/secret', { origin })).secrets,
    gcTime: 0,
  })

/** A new secret signs beside the old one for a day, then alone. */
export const useRotateSecret = () => useCommand('rotate-secret')

/** Sends to a disabled destination again. */
export const useEnableDestination = () => useCommand('enable')

/** Sends to a URL again that had answered 410. */
export const useReopen = () => useCommand('reopen')

function useCommand(command: 'rotate-secret' | 'enable' | 'reopen') {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { origin: string; url?: string }) => api.post(`/api/destinations/${command}`, body),
    onSuccess: () =>
      Promise.all(
        [['destinations'], ['destination_secrets'], ['status']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
