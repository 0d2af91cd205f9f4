import type { FlowDocument, Issue } from '@phloem/flow'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, send } from './client.ts'
import type { FlowSummary, VersionSummary } from './types.ts'

/** The draft and the revision that a save of it must name. */
export interface Draft {
  document: FlowDocument
  revision: number
}

export interface PublishedVersion extends VersionSummary {
  document: FlowDocument
}

export const useFlows = () =>
  useQuery({
    queryKey: ['flows'],
    queryFn: async () => (await api.get<{ flows: FlowSummary[] }>('/api/flows')).flows,
  })

export const flowQuery = (id: string) =>
  queryOptions({ queryKey: ['flow', id], queryFn: () => getDraft(id), staleTime: Number.POSITIVE_INFINITY })

/** Refetched only after `flow` events with another revision: what is typed must not be pulled from under the user. */
export const useFlow = (id: string) => useQuery(flowQuery(id))

export const getDraft = async (id: string): Promise<Draft> =>
  draftOf(await send<FlowDocument>('GET', pathOf(id)))

export function useCreateFlow() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (document: FlowDocument) =>
      draftOf(await send<FlowDocument>('POST', '/api/flows', document)),
    onSuccess: (draft) => {
      queries.setQueryData(flowQuery(draft.document.id).queryKey, draft)
      return queries.invalidateQueries({ queryKey: ['flows'] })
    },
  })
}

/** Throws an `ApiError` with the code `conflict` when somebody saved first. */
export function useSaveFlow() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ document, revision }: Draft) => saveDraft(document, revision),
    onSuccess: (draft) => {
      queries.setQueryData(flowQuery(draft.document.id).queryKey, draft)
      return queries.invalidateQueries({ queryKey: ['flows'] })
    },
  })
}

export const saveDraft = async (document: FlowDocument, revision: number): Promise<Draft> =>
  draftOf(await send<FlowDocument>('PUT', pathOf(document.id), document, { 'if-match': `"${revision}"` }))

/** Throws an `ApiError` with the code `flow_assigned` while numbers have the flow. */
export function useDeleteFlow() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => api.delete(pathOf(id)),
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: ['flow', id] })
      return queries.invalidateQueries({ queryKey: ['flows'] })
    },
  })
}

/** Throws an `ApiError` with the code `flow_has_errors` and the issues while errors stand. */
export function usePublish(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (note: string) =>
      api.post<VersionSummary & { issues: Issue[] }>(
        `${pathOf(id)}/publish`,
        note.trim() === '' ? {} : { note },
      ),
    onSuccess: () =>
      Promise.all(
        [['flows'], ['numbers'], ['versions', id]].map((queryKey) => queries.invalidateQueries({ queryKey })),
      ),
  })
}

/** Newest first, without their documents. */
export const useVersions = (id: string) =>
  useQuery({
    queryKey: ['versions', id],
    queryFn: async () => (await api.get<{ versions: VersionSummary[] }>(`${pathOf(id)}/versions`)).versions,
  })

/** A published version never changes. Nothing is asked for while either argument is null. */
export const useVersion = (id: string | null, version: number | null) =>
  useQuery({
    queryKey: ['version', id, version],
    queryFn: () => api.get<PublishedVersion>(`${pathOf(id ?? '')}/versions/${version}`),
    enabled: id !== null && version !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const pathOf = (id: string) => `/api/flows/${encodeURIComponent(id)}`

function draftOf({ data, etag }: { data: FlowDocument; etag: string | null }): Draft {
  const revision = /"(\d+)"/.exec(etag ?? '')?.[1]
  if (revision === undefined) throw new Error('The answer has no ETag: does a proxy strip it?')
  return { document: data, revision: Number(revision) }
}
