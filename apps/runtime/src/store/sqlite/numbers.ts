import type { DatabaseSync } from 'node:sqlite'
import type { NumberStore, PhoneNumber } from '../port.ts'
import type { Write } from './group-commit.ts'
import { toKey } from './key.ts'

export function createNumberStore(database: DatabaseSync, write: Write): NumberStore {
  const selectAll = database.prepare('SELECT record FROM numbers ORDER BY number')
  const selectOne = database.prepare('SELECT record FROM numbers WHERE number = ?')
  const upsert = database.prepare('INSERT OR REPLACE INTO numbers (number, record) VALUES (?, ?)')
  const erase = database.prepare('DELETE FROM numbers WHERE number = ?')

  return {
    list: async () => (selectAll.all() as unknown as Row[]).map(numberOf),
    find: async (number) => {
      const row = selectOne.get(toKey(number)) as Row | undefined
      return row ? numberOf(row) : null
    },
    put: (number) =>
      write(() => {
        upsert.run(toKey(number.number), JSON.stringify(number))
      }),
    remove: (number) => write(() => erase.run(toKey(number)).changes > 0),
  }
}

interface Row {
  record: string
}

/** Rows from before there were fallback numbers hold none. */
const numberOf = ({ record }: Row): PhoneNumber => ({ fallbackNumber: null, ...JSON.parse(record) })
