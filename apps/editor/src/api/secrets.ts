import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'

/** A secret as anyone may see it: its value is never given out. */
export interface SecretName {
  name: string
  source: 'stored' | 'environment'
  setAt: string | null
  lastUsedAt: string | null
}

const KEY = ['secrets']
const NONE: readonly string[] = []

/** By name. */
export const useSecretList = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async () => (await api.get<{ secrets: SecretName[] }>('/api/secrets')).secrets,
  })

/** Null while it is not known which are set. */
export function useSecretNames(isWanted = true): readonly string[] | null {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async () => (await api.get<{ secrets: SecretName[] }>('/api/secrets')).secrets,
    enabled: isWanted,
    select: (secrets) => secrets.map(({ name }) => name),
  })
  return isWanted ? (data ?? null) : NONE
}

export function useSetSecret() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, value }: { name: string; value: string }) =>
      api.put(`/api/secrets/${encodeURIComponent(name)}`, { value }),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
    // What was typed is not kept.
    gcTime: 0,
  })
}

export function useDeleteSecret() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (name: string) => api.delete(`/api/secrets/${encodeURIComponent(name)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  })
}
