import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from './client.ts'
import type { AccessState, ApiToken, AuditEntry, LoginSession, Scope } from './types.ts'

export const useAccess = () =>
  useQuery({ queryKey: ['access'], queryFn: () => api.get<AccessState>('/api/access') })

export const useSetPassword = () =>
  useChange((body: { password: string; currentPassword?: string }) => api.put('/api/password', body))

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await api.get<{ sessions: LoginSession[] }>('/api/sessions')).sessions,
  })

export const useEndSession = () =>
  useChange((id: string) => api.delete(`/api/sessions/${encodeURIComponent(id)}`))

export const useEndOtherSessions = () =>
  useChange(() => api.post<{ ended: number }>('/api/sessions/end-others'))

export const useTokens = () =>
  useQuery({
    queryKey: ['tokens'],
    queryFn: async () => (await api.get<{ tokens: ApiToken[] }>('/api/tokens')).tokens,
  })

/** The answer holds the token itself, this once. */
export const useCreateToken = () =>
  useChange((body: { name: string; scopes: Scope[]; expiresAt: string | null }) =>
    api.post<ApiToken & { token: string }>('/api/tokens', body),
  )

export const useRevokeToken = () =>
  useChange((id: string) => api.delete(`/api/tokens/${encodeURIComponent(id)}`))

/** Newest first, page by page. */
export const useAudit = (action: string) =>
  useInfiniteQuery({
    queryKey: ['audit', action],
    queryFn: ({ pageParam }) =>
      api.get<{ entries: AuditEntry[]; next: string | null }>('/api/audit', { action, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })

function useChange<Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(
        [['access'], ['sessions'], ['tokens'], ['audit']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
