import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Only for this user. `recursive` of Node's own never returns where a parent exists and takes no folders, as /proc. */
export function makeFolder(folder: string) {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}
