import type { DatabaseSync } from 'node:sqlite'
import type { Scenario, ScenarioStore } from '../port.ts'
import type { Write } from './group-commit.ts'
import { toKey } from './key.ts'

export function createScenarioStore(database: DatabaseSync, write: Write): ScenarioStore {
  const selectAll = database.prepare('SELECT record FROM scenarios WHERE flow_id = ? ORDER BY name')
  const countOthers = database.prepare(
    'SELECT count(*) AS count FROM scenarios WHERE flow_id = ? AND name <> ?',
  )
  const upsert = database.prepare('INSERT OR REPLACE INTO scenarios (flow_id, name, record) VALUES (?, ?, ?)')
  const erase = database.prepare('DELETE FROM scenarios WHERE flow_id = ? AND name = ?')

  return {
    list: async (flowId) =>
      (selectAll.all(toKey(flowId)) as { record: string }[]).map(
        ({ record }) => JSON.parse(record) as Scenario,
      ),
    put: (flowId, scenario, limit) =>
      write(() => {
        const key = [toKey(flowId), toKey(scenario.name)] as const
        const { count } = countOthers.get(...key) as { count: number }
        if (count >= limit) return false
        upsert.run(...key, JSON.stringify(scenario))
        return true
      }),
    remove: (flowId, name) => write(() => erase.run(toKey(flowId), toKey(name)).changes > 0),
  }
}
