import type { DatabaseSync } from 'node:sqlite'
import type { Destination, DestinationStore } from '../port.ts'
import type { Write } from './group-commit.ts'
import { toKey } from './key.ts'

export function createDestinationStore(database: DatabaseSync, write: Write): DestinationStore {
  const selectAll = database.prepare('SELECT record FROM destinations ORDER BY origin')
  const upsert = database.prepare('INSERT OR REPLACE INTO destinations (origin, record) VALUES (?, ?)')

  return {
    list: async () => (selectAll.all() as { record: string }[]).map(({ record }) => JSON.parse(record)),
    put: (destination: Destination) =>
      write(() => {
        upsert.run(toKey(destination.origin), JSON.stringify(destination))
      }),
  }
}
