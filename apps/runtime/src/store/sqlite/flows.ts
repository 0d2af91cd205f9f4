import type { DatabaseSync } from 'node:sqlite'
import type { Flow, FlowStore, Version } from '../port.ts'
import type { Write } from './group-commit.ts'
import { toKey } from './key.ts'

interface FlowRow {
  revision: number
  updatedAt: number
  draft: string
  version: number | null
  publishedAt: number | null
}

interface VersionRow {
  version: number
  publishedAt: number
  note: string
}

export function createFlowStore(database: DatabaseSync, write: Write): FlowStore {
  const flowColumns = `
    SELECT revision, updated_at AS updatedAt, draft, newest.version, newest.published_at AS publishedAt
    FROM flows LEFT JOIN versions AS newest ON newest.flow_id = flows.id
      AND newest.version = (SELECT max(version) FROM versions WHERE flow_id = flows.id)`
  const selectAll = database.prepare(`${flowColumns} WHERE draft IS NOT NULL ORDER BY id`)
  const selectOne = database.prepare(`${flowColumns} WHERE draft IS NOT NULL AND id = ?`)
  const insert = database.prepare(`
    INSERT INTO flows (id, revision, updated_at, draft) VALUES (:id, 1, :at, :draft)
    ON CONFLICT (id) DO UPDATE SET revision = revision + 1, updated_at = :at, draft = :draft WHERE flows.draft IS NULL`)
  const update = database.prepare(`
    UPDATE flows SET revision = revision + 1, updated_at = :at, draft = :draft
    WHERE id = :id AND draft IS NOT NULL AND (:ifRevision IS NULL OR revision = :ifRevision)`)
  const clear = database.prepare('UPDATE flows SET draft = NULL WHERE id = ? AND draft IS NOT NULL')

  const insertVersion = database.prepare(`
    INSERT INTO versions (flow_id, version, published_at, note, document)
    SELECT :flowId, coalesce(max(version), 0) + 1, :at, :note, :document FROM versions WHERE flow_id = :flowId
    RETURNING version`)
  const selectVersions = database.prepare(`
    SELECT version, published_at AS publishedAt, note FROM versions WHERE flow_id = ? ORDER BY version DESC`)
  const selectVersion = database.prepare(`
    SELECT version, published_at AS publishedAt, note, document FROM versions
    WHERE flow_id = :flowId AND (:version IS NULL OR version = :version) ORDER BY version DESC LIMIT 1`)

  function read(id: string): Flow | null {
    const row = selectOne.get(toKey(id)) as FlowRow | undefined
    return row ? flowOf(row) : null
  }

  return {
    list: async () => (selectAll.all() as unknown as FlowRow[]).map(flowOf),
    find: async (id) => read(id),
    create: (draft, at) =>
      write(() => {
        const { changes } = insert.run({ id: toKey(draft.id), at, draft: JSON.stringify(draft) })
        return changes === 0 ? null : read(draft.id)
      }),
    saveDraft: (draft, ifRevision, at) =>
      write(() => {
        const { changes } = update.run({ id: toKey(draft.id), at, draft: JSON.stringify(draft), ifRevision })
        return changes === 0 ? null : read(draft.id)
      }),
    remove: (id) => write(() => clear.run(toKey(id)).changes > 0),
    publish: (flowId, document, note, at) =>
      write(() => {
        const columns = {
          flowId: toKey(flowId),
          at,
          note: JSON.stringify(note),
          document: JSON.stringify(document),
        }
        const { version } = insertVersion.get(columns) as { version: number }
        return { flowId, version, document, note, publishedAt: at }
      }),
    versions: async (flowId) =>
      (selectVersions.all(toKey(flowId)) as unknown as VersionRow[]).map((row) => versionOf(flowId, row)),
    version: async (flowId, version) => {
      const row = selectVersion.get({ flowId: toKey(flowId), version }) as
        | (VersionRow & { document: string })
        | undefined
      return row ? { ...versionOf(flowId, row), document: JSON.parse(row.document) } : null
    },
  }
}

function flowOf({ draft, ...row }: FlowRow): Flow {
  const document = JSON.parse(draft) as Flow['draft']
  return { id: document.id, draft: document, ...row }
}

const versionOf = (flowId: string, { note, ...row }: VersionRow): Omit<Version, 'document'> => ({
  flowId,
  note: JSON.parse(note),
  ...row,
})
