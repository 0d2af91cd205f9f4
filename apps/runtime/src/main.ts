import { existsSync, mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/*
 * Compiled code is kept in the data folder, where nobody else can write, and comes from there at the next start: a
 * quarter of the time in which no call is answered. It must be on before anything else is loaded. Node writes it when
 * the process ends in order; sooner would hold up calls for a second.
 */
const dataFolder = process.env.PHLOEM_DATA?.trim() || './data'
try {
  if (!existsSync(dataFolder)) mkdirSync(dataFolder, { mode: 0o700 })
  enableCompileCache(join(dataFolder, 'compile-cache'))
} catch {
  // What is wrong with the folder is told by the store, in words.
}
await import('./start.ts')
