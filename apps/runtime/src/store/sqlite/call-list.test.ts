import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CallFilter } from '../port.ts'
import { createCallList } from './call-list.ts'
import { openDatabase } from './database.ts'

const VALUES: Omit<CallFilter, 'limit'> = {
  flowId: 'f',
  number: '+1',
  from: '+2',
  callee: '+3',
  status: 'live',
  state: 'busy_rejected',
  dialStatus: 'busy',
  text: 'x',
  since: 1,
  until: 9,
}

let folder: string
let database: DatabaseSync
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phloem-list-'))
  database = openDatabase(folder)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

function everyFilter(): CallFilter[] {
  const fields = Object.entries(VALUES)
  return Array.from({ length: 2 ** fields.length }, (_, bits) => ({
    ...Object.fromEntries(fields.filter((_field, index) => (bits >> index) & 1)),
    limit: 50,
  }))
}

it('reads the table of calls for no filter from end to end, and sorts it for none', async () => {
  const asked = new Set<string>()
  const prepare = database.prepare.bind(database)
  database.prepare = (sql) => {
    asked.add(sql)
    return prepare(sql)
  }
  const list = createCallList(database)
  for (const filter of everyFilter()) {
    await list(filter)
    await list({ ...filter, ...(filter.status && { status: 'ended' }) })
  }
  expect(asked.size).toBeGreaterThan(100)
  const plans = [...asked].map((sql) => ({
    sql,
    plan: prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(sql.match(/\?/g) ?? []).map(() => 0))
      .map(({ detail }) => String(detail)),
  }))
  // Each begins at a place in an index, and goes on in its order.
  const slow = plans.filter(
    ({ plan }) => plan.some((line) => !line.startsWith('SEARCH')) || /TEMP B-TREE/.test(plan.join()),
  )
  expect(slow).toEqual([])
})
