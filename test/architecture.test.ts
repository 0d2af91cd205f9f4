import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Who may import whom, of our own packages. */
const allowed: Record<string, string[]> = {
  'packages/flow': [],
  'packages/engine': ['@phloem/flow'],
  'packages/nodes': ['@phloem/flow'],
  'packages/plivo': ['@phloem/flow'],
  'packages/simulator': [],
  'apps/runtime': ['@phloem/flow', '@phloem/engine', '@phloem/nodes', '@phloem/plivo', '@phloem/simulator'],
  'apps/editor': ['@phloem/flow', '@phloem/nodes'],
}
const pure = ['packages/flow', 'packages/engine', 'packages/nodes']

const sourcesOf = (folder: string): string[] =>
  readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|spec-harness|fixture)\.tsx?$/.test(file))
    .map((file) => join(root, folder, 'src', file))

const importsOf = (path: string): { specifier: string; isType: boolean }[] =>
  [...readFileSync(path, 'utf8').matchAll(/(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/g)].map(
    ([, type, specifier]) => ({ specifier: specifier ?? '', isType: type !== undefined }),
  )

const packageOf = (specifier: string): string => specifier.split('/').slice(0, 2).join('/')

describe('who imports whom', () => {
  it.each(Object.keys(allowed))('%s imports only what it may', (folder) => {
    const wrong = sourcesOf(folder).flatMap((path) =>
      importsOf(path)
        .filter(({ specifier }) => specifier.startsWith('@phloem/'))
        .filter(({ specifier }) => !allowed[folder]?.includes(packageOf(specifier)))
        .map(({ specifier }) => `${relative(root, path)} imports ${specifier}`),
    )
    expect(wrong).toEqual([])
  })

  it('plivo takes only types from flow', () => {
    const values = sourcesOf('packages/plivo').flatMap((path) =>
      importsOf(path)
        .filter(({ specifier, isType }) => specifier.startsWith('@phloem/') && !isType)
        .map(({ specifier }) => `${relative(root, path)} imports values of ${specifier}`),
    )
    expect(values).toEqual([])
  })

  it('no package reaches into the folders of another', () => {
    const reaching = Object.keys(allowed).flatMap((folder) =>
      sourcesOf(folder).flatMap((path) =>
        importsOf(path)
          .filter(({ specifier }) => specifier.startsWith('.'))
          .filter(({ specifier }) =>
            relative(join(root, folder), join(path, '..', specifier)).startsWith('..'),
          )
          .map(({ specifier }) => `${relative(root, path)} imports ${specifier}`),
      ),
    )
    expect(reaching).toEqual([])
  })

  it('the official Plivo SDK and the editor of graphs stay where they belong', () => {
    const stray = Object.keys(allowed).flatMap((folder) =>
      sourcesOf(folder)
        .filter((path) => !path.endsWith(join('canvas', 'rf.ts')))
        .flatMap((path) =>
          importsOf(path)
            .filter(({ specifier }) => /^(plivo(\/|$)|@xyflow\/)/.test(specifier))
            .map(({ specifier }) => `${relative(root, path)} imports ${specifier}`),
        ),
    )
    expect(stray).toEqual([])
  })
})

describe('the core', () => {
  it.each(pure)('%s knows no clock, no dice and no I/O', (folder) => {
    const impure =
      /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bperformance\b|\bprocess\b|\bfetch\(|\bsetTimeout\b|from 'node:/
    const wrong = sourcesOf(folder).filter((path) => impure.test(readFileSync(path, 'utf8')))
    expect(wrong.map((path) => relative(root, path))).toEqual([])
  })

  it.each(pure)('%s compiles without Node and the DOM', (folder) => {
    const base = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
    const own = JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8'))
    expect(own.compilerOptions).toBeUndefined()
    expect(base.compilerOptions).toMatchObject({ lib: ['ES2024'], types: [] })
  })
})

describe('the node types', () => {
  const folder = join(root, 'packages/nodes/src')
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

  it('are the folders on disk, one each', () => {
    expect(nodes.map(({ type }) => type).sort()).toEqual(folders.sort())
  })

  it.each(folders)('%s is complete', (name) => {
    for (const file of ['config.ts', 'step.ts', 'index.ts', 'step.test.ts', 'README.md']) {
      expect(existsSync(join(folder, name, file)), `${name}/${file}`).toBe(true)
    }
  })

  it.each(folders)('%s imports flow and its own files only', (name) => {
    const wrong = sourcesOf('packages/nodes')
      .filter((path) => path.startsWith(join(folder, name)))
      .flatMap(importsOf)
      .filter(({ specifier }) => !/^(@phloem\/flow|typebox|\.\/[\w-]+\.ts)$/.test(specifier))
    expect(wrong).toEqual([])
  })

  it.each(nodes.map((definition) => [definition.type, definition] as const))(
    '%s explains each of its exits',
    (_, definition) => {
      const readme = readFileSync(join(folder, definition.type, 'README.md'), 'utf8')
      expect(readme).toContain(`# ${definition.title}`)
      for (const { id, title } of definition.exits) expect(readme).toContain(`${title} (\`${id}\`)`)
    },
  )
})
