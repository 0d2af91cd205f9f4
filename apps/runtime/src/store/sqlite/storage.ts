import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Storage } from '../port.ts'
import type { WriteHealth } from './group-commit.ts'
import type { Reserve } from './reserve.ts'

/** Less than this, or this share of a small disk, is little. */
const LOW_BYTES = 64 * 1024 * 1024
const LOW_SHARE = 0.05

/** How the disk and the database on it fare. Makes the reserve again where there is room. */
export function storageOf(folder: string, health: WriteHealth, reserve: Reserve): Storage {
  const { bavail, blocks, bsize } = statfsSync(folder)
  const freeBytes = bavail * bsize
  // A reserve that was used up means full, though writes go on in the room that it left.
  const isReserveUsed = health.reserveUsed && !reserve.restock()
  if (!isReserveUsed) health.reserveUsed = false
  return {
    state: stateOf(),
    problem: health.failing?.message ?? null,
    freeBytes,
    databaseBytes: sizeOf('phloem.db'),
    walBytes: sizeOf('phloem.db-wal'),
  }

  function stateOf(): Storage['state'] {
    if (health.failing !== null) return health.failing.isFull ? 'full' : 'failing'
    if (isReserveUsed) return 'full'
    return freeBytes < Math.min(LOW_BYTES, blocks * bsize * LOW_SHARE) ? 'low' : 'ok'
  }

  function sizeOf(name: string): number {
    return statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  }
}
