import { isDeeperThan } from '../depth.ts'
import { FORMAT_VERSION } from '../document.ts'
import type { Issue } from '../issue.ts'
import { isRecord } from '../json-schema.ts'
import { LIMITS } from '../limits.ts'
import { type Migration, migrations } from './migrations.ts'

export type ReadDocument = { ok: true; document: unknown } | { ok: false; issue: Issue }

/** Raw JSON as a document of the newest format, not checked any further; or why it cannot be read at all. */
export const readDocument = (raw: unknown): ReadDocument => readWith(raw, migrations, FORMAT_VERSION)

export function readWith(raw: unknown, table: Record<number, Migration>, newest: number): ReadDocument {
  if (!isRecord(raw)) return refuse('no_flow', 'This is not a flow: a flow is a JSON object')
  const { phloem: version } = raw
  if (version === undefined)
    return refuse('no_flow', 'This is not a flow: it lacks "phloem", the number of its format')
  if (!Number.isInteger(version) || (version as number) < 1) {
    return refuse('unknown_format', `"phloem" must be the number of its format, 1 to ${newest}`, 'phloem')
  }
  if ((version as number) > newest) {
    return refuse(
      'newer_format',
      `This flow was saved by a newer Phloem (format ${version}); this one reads up to format ${newest}`,
      'phloem',
    )
  }
  if (isDeeperThan(LIMITS.documentDepth, raw)) {
    return refuse('too_deep', `The flow is nested more than ${LIMITS.documentDepth} levels deep`)
  }
  let document = raw
  for (let from = version as number; from < newest; from += 1) {
    const migrate = table[from]
    if (migrate === undefined) throw new Error(`No migration leads from format ${from} to ${from + 1}`)
    document = { ...migrate(document), phloem: from + 1 }
  }
  return { ok: true, document }
}

const refuse = (code: string, message: string, field: string | null = null): ReadDocument => ({
  ok: false,
  issue: { code, severity: 'error', node: null, field, path: field, message },
})
