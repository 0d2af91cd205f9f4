import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const dist = fileURLToPath(new URL('../../apps/editor/dist/', import.meta.url))

interface Chunk {
  file: string
  imports?: string[]
  css?: string[]
}

export const readManifest = (): Record<string, Chunk> =>
  JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))

/** What the browser loads before the first paint, in KB as it travels. */
export function bundleSizes(): Figure[] {
  const manifest = readManifest()
  const home = filesOf(manifest, 'index.html')
  const editor = filesOf(manifest, 'index.html', 'src/flow_editor/FlowEditorPage.tsx')
  const visit = filesOf(
    manifest,
    'index.html',
    'src/flow_editor/FlowEditorPage.tsx',
    'src/flow_editor/checker.ts',
    'src/flow_editor/outline/Outline.tsx',
  )
  const all = new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]))
  const template = manifest['src/inspector/template_editor/index.ts']?.file as string
  const lazy = [...all].filter((file) => file.endsWith('.js') && !editor.has(file) && file !== template)
  return [
    { what: 'home, JS', value: kilobytes(js(home)), unit: 'KB', gate: 110 },
    { what: 'editor, JS before first paint', value: kilobytes(js(editor)), unit: 'KB', gate: 200 },
    { what: 'editor, JS before the inspector', value: kilobytes(js(visit)), unit: 'KB', gate: 300 },
    { what: 'editor of templates', value: kilobytes([template]), unit: 'KB', gate: 130 },
    {
      what: 'largest other chunk',
      value: Math.max(...lazy.map((file) => kilobytes([file]))),
      unit: 'KB',
      gate: 60,
    },
    {
      what: 'CSS, all of it',
      value: kilobytes([...all].filter((file) => file.endsWith('.css'))),
      unit: 'KB',
      gate: 20,
    },
  ]
}

const js = (files: ReadonlySet<string>): string[] => [...files].filter((file) => file.endsWith('.js'))

/** The files of chunks and of all that they import at once. */
function filesOf(manifest: Record<string, Chunk>, ...keys: string[]): Set<string> {
  const seen = new Set(keys)
  for (const key of seen) for (const imported of manifest[key]?.imports ?? []) seen.add(imported)
  return new Set([...seen].flatMap((key) => manifest[key]?.file ?? []))
}

const kilobytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(dist + file), { level: 9 }).length, 0) / 1024
