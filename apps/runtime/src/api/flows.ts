import type { Engine } from '@phloem/engine'
import { type FlowDocument, isError, LIMITS } from '@phloem/flow'
import type { FastifyInstance, FastifyReply } from 'fastify'
import * as Type from 'typebox'
import { checkDocument, inOneLine, readDraft } from '../flows/checking.ts'
import type { Flows } from '../flows/flows.ts'
import { isSameDocument } from '../flows/same-document.ts'
import type { Flow, FlowStore, NumberStore } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'
import { time } from './shapes.ts'

export interface FlowRoutesOptions {
  engine: Engine
  flows: Flows
  store: FlowStore
  numbers: NumberStore
  /** Those that are set. */
  secretNames: () => string[]
}

type ById = { Params: { id: string } }
type ByVersion = { Params: { id: string; version: string } }

const edit = (action: string) => ({ scope: 'edit', action }) as const

const publishBody = Type.Object({ note: Type.Optional(Type.String({ maxLength: 1000 })) })
export async function flowRoutes(
  app: FastifyInstance,
  { engine, flows, store, numbers, secretNames }: FlowRoutesOptions,
) {
  const bodyLimit = LIMITS.documentBytes

  app.get('/api/schema', async () => engine.schema)

  app.get('/api/flows', async () => {
    const assigned = await numbers.list()
    const rows = (await store.list()).map(async (flow) => {
      const issues = checkDocument(flow.draft, secretNames())
      const count = (severity: string) => issues.filter((issue) => issue.severity === severity).length
      return {
        id: flow.id,
        name: flow.draft.name,
        revision: flow.revision,
        updatedAt: time(flow.updatedAt),
        publishedVersion: flow.version,
        publishedAt: time(flow.publishedAt),
        hasUnpublishedChanges: await hasUnpublishedChanges(flow),
        numbers: assigned.filter(({ flowId }) => flowId === flow.id).map(({ number }) => number),
        issues: { error: count('error'), warning: count('warning'), note: count('note') },
        nodeCount: flow.draft.nodes.length,
      }
    })
    return { flows: await Promise.all(rows) }
  })

  app.post('/api/flows', { bodyLimit, config: edit('flow_created') }, async (request, reply) => {
    const draft = readOrRefuse(request.body)
    request.audited = { subject: draft.id }
    const flow = await flows.create(draft)
    if (flow === null) throw new ApiError(409, 'flow_exists', `There is a flow "${draft.id}" already.`)
    return sendDraft(reply.code(201).header('location', `/api/flows/${flow.id}`), flow)
  })

  app.get<ById>('/api/flows/:id', async (request, reply) => sendDraft(reply, await find(request.params.id)))

  app.put<ById>('/api/flows/:id', { bodyLimit, config: edit('draft_changed') }, async (request, reply) => {
    const { id } = request.params
    const draft = readOrRefuse(request.body)
    if (draft.id !== id) {
      throw new ApiError(
        422,
        'id_mismatch',
        `The document's id is "${draft.id}", but it was sent to "${id}".`,
      )
    }
    await find(id)
    const flow = await flows.save(draft, revisionIn(request.headers['if-match']))
    if (flow === null) {
      throw new ApiError(
        412,
        'conflict',
        'Somebody else saved this flow in the meantime; nothing was overwritten.',
      )
    }
    return sendDraft(reply, flow)
  })

  app.delete<ById>('/api/flows/:id', { config: edit('flow_removed') }, async (request, reply) => {
    const { id } = request.params
    const assigned = (await numbers.list()).filter(({ flowId }) => flowId === id).map(({ number }) => number)
    if (assigned.length > 0) {
      throw new ApiError(
        409,
        'flow_assigned',
        `The flow is assigned to ${assigned.join(', ')}; unassign it first.`,
      )
    }
    if (!(await flows.remove(id))) throw notFound(`flow "${id}"`)
    return reply.code(204).send()
  })

  app.post<ById>('/api/flows/:id/check', { bodyLimit, config: { scope: 'read' } }, async (request) => {
    const isEmpty = request.body === undefined || request.body === null
    const document = isEmpty ? (await find(request.params.id)).draft : request.body
    return { issues: checkDocument(document, secretNames()) }
  })

  app.post<ById & { Body: Type.Static<typeof publishBody> | null }>(
    '/api/flows/:id/publish',
    { schema: { body: Type.Union([publishBody, Type.Null()]) }, config: edit('flow_published') },
    async (request, reply) => {
      const published = await flows.publish(request.params.id, request.body?.note ?? '')
      if (published === null) throw notFound(`flow "${request.params.id}"`)
      const { version, publishedAt, note } = published.version
      request.audited = { detail: `version ${version}` }
      return reply.code(201).send({ version, publishedAt: time(publishedAt), note, issues: published.issues })
    },
  )

  app.get<ById>('/api/flows/:id/versions', async (request) => {
    await find(request.params.id)
    const versions = await store.versions(request.params.id)
    return {
      versions: versions.map(({ version, publishedAt, note }) => ({
        version,
        publishedAt: time(publishedAt),
        note,
      })),
    }
  })

  app.get<ByVersion>('/api/flows/:id/versions/:version', async (request) => {
    const { version, publishedAt, note, document } = await findVersion(request.params)
    return { version, publishedAt: time(publishedAt), note, document }
  })

  app.post<ByVersion>(
    '/api/flows/:id/versions/:version/restore',
    { config: edit('version_restored') },
    async (request, reply) => {
      const { document } = await findVersion(request.params)
      request.audited = { subject: request.params.id, detail: `version ${request.params.version}` }
      const flow = await flows.save(document, null)
      if (flow === null) throw notFound(`flow "${request.params.id}"`)
      return sendDraft(reply, flow)
    },
  )

  async function find(id: string): Promise<Flow> {
    const flow = await store.find(id)
    if (flow === null) throw notFound(`flow "${id}"`)
    return flow
  }

  async function findVersion({ id, version }: { id: string; version: string }) {
    const found = /^[1-9]\d{0,8}$/.test(version) ? await store.version(id, Number(version)) : null
    if (found === null) throw notFound(`version ${version} of the flow "${id}"`)
    return found
  }

  async function hasUnpublishedChanges({ id, draft, version }: Flow): Promise<boolean> {
    const published = version === null ? null : await store.version(id, version)
    return published === null || !isSameDocument(published.document, draft)
  }
}

function readOrRefuse(raw: unknown): FlowDocument {
  const read = readDraft(raw)
  if ('document' in read) return read.document
  const issues = read.issues.filter(isError)
  throw new ApiError(422, issues[0]?.code ?? 'bad_document', inOneLine(issues), issues)
}

const sendDraft = (reply: FastifyReply, { draft, revision }: Flow) =>
  reply.header('etag', `"${revision}"`).send(draft)

/** Null without a condition: the save overwrites whatever is there. A tag that we never gave out fits nothing. */
function revisionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  return Number(/^(?:W\/)?"?(\d{1,15})"?$/.exec(ifMatch.trim())?.[1] ?? -1)
}
