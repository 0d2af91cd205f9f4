import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Storage, Store } from '../store/port.ts'

const LOOKED_AT_EVERY_MS = 10_000

export interface StorageWatch {
  /** Looks now. */
  look: () => Promise<Storage>
  stop: () => void
}

/** One line in the log for each change: a full disk fails every write, and the log may be on it. */
export function watchStorage(store: Pick<Store, 'storage'>, clock: Clock, log: Logger): StorageWatch {
  let before: Storage['state'] = 'ok'
  let cancel = () => {}
  let isStopped = false

  async function look(): Promise<Storage> {
    const storage = await store.storage()
    const { state, problem, freeBytes } = storage
    if (state !== before) {
      const fields = { state, problem, freeBytes }
      if (state === 'ok') log.info(fields, 'the disk has room, and the database is written again')
      else if (state === 'low') log.warn(fields, 'the disk is nearly full')
      else log.error(fields, 'the database can not be written as it should: calls go on, but make room now')
      before = state
    }
    return storage
  }

  function lookLater() {
    if (isStopped) return
    cancel = clock.after(LOOKED_AT_EVERY_MS, () => {
      look()
        .catch((error: unknown) => log.error({ err: error }, 'the disk could not be looked at'))
        .finally(lookLater)
    })
  }
  lookLater()
  return {
    look,
    stop: () => {
      isStopped = true
      cancel()
    },
  }
}
