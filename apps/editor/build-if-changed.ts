import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const dist = join(import.meta.dirname, 'dist')

/** What the built page follows from: files, and folders with all that is in them. */
const INPUTS = [
  'apps/editor/index.html',
  'apps/editor/package.json',
  'apps/editor/public',
  'apps/editor/src',
  'apps/editor/validators-plugin.ts',
  'apps/editor/vite.config.ts',
  'packages/flow/package.json',
  'packages/flow/src',
  'packages/nodes/package.json',
  'packages/nodes/src',
  'pnpm-lock.yaml',
]

/** Builds the editor into `dist` unless what is there was built from the same inputs. Tells whether it did. */
export async function buildIfChanged(): Promise<boolean> {
  const stamp = join(dist, '.inputs')
  const inputs = hashOf(root, INPUTS)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return false
  console.log('Building the editor (first start or sources changed) …')
  // A test runner's `test` would give us React for development.
  process.env.NODE_ENV = 'production'
  // Loading Vite takes longer than all the rest when nothing has changed.
  const { build } = await import('vite')
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(stamp, inputs)
  return true
}

/** SHA-256 over the names and contents of the files below these paths; tests do not count. */
export function hashOf(folder: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths.flatMap((path) => filesBelow(folder, path))) {
    const content = readFileSync(join(folder, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesBelow(folder: string, path: string): string[] {
  if (!statSync(join(folder, path)).isDirectory()) return [path]
  return readdirSync(join(folder, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

if (import.meta.main) await buildIfChanged()
