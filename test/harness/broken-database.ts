import { existsSync } from 'node:fs'
import { DatabaseSync, StatementSync } from 'node:sqlite'

/** Preloaded (`--import`) into a Phloem: while the file in BROKEN_DATABASE_FILE exists, nothing can be read or written. */
const file = process.env.BROKEN_DATABASE_FILE ?? ''

const guard = <T extends object>(of: T, names: readonly (keyof T)[]) => {
  for (const name of names) {
    const real = of[name] as (...args: unknown[]) => unknown
    Object.defineProperty(of, name, {
      value(this: unknown, ...args: unknown[]) {
        if (existsSync(file)) throw Object.assign(new Error('disk I/O error'), { errcode: 10 })
        return real.apply(this, args)
      },
    })
  }
}
guard(StatementSync.prototype, ['run', 'get', 'all'])
guard(DatabaseSync.prototype, ['exec', 'prepare'])
