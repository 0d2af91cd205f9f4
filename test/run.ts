import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runAudit } from './audit/run-audit.ts'
import { findOrInstallChromium } from './harness/chromium.ts'

/**
 * Everything that must hold: format, lint, types, no known holes in what Phloem runs on, and tests. `--only format,types`
 * runs some of it; further words are file filters for the tests.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

const projects = [
  'packages/flow',
  'packages/engine',
  'packages/nodes',
  'packages/plivo',
  'packages/simulator',
  'apps/runtime',
  'apps/editor',
  'test',
  'bench',
]

const stages: Record<string, () => boolean> = {
  format: () => run(bin('biome'), ['format', '.']),
  lint: () => run(bin('biome'), ['lint', '--error-on-warnings', '.']),
  types: () => projects.map((project) => run(bin('tsc'), ['-p', join(root, project)])).every(Boolean),
  audit: () => runAudit(root),
  tests: runTests,
}

const [only, filters] = readArguments(process.argv.slice(2))
const failed: string[] = []
for (const stage of only) {
  console.log(`\n▶ ${stage}`)
  const began = performance.now()
  const isGood = stages[stage]?.() ?? false
  console.log(`${isGood ? '✓' : '✗'} ${stage} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  if (!isGood) failed.push(stage)
}
if (failed.length > 0) console.error(`\nfailed: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)

function readArguments(words: string[]): [stages: string[], filters: string[]] {
  const at = words.indexOf('--only')
  if (at === -1) return [Object.keys(stages), words]
  return [(words[at + 1] ?? '').split(','), words.filter((_, index) => index !== at && index !== at + 1)]
}

function runTests(): boolean {
  const chromium = findOrInstallChromium()
  if (chromium === null) return false
  const folder = mkdtempSync(join(tmpdir(), 'phloem-test-'))
  const report = join(folder, 'report.json')
  const isGood = run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
      ...filters,
    ],
    { CHROMIUM_PATH: chromium },
  )
  printCounts(report)
  rmSync(folder, { recursive: true, force: true })
  return isGood
}

/** Vitest's own closing lines are coloured and split; CI reads this one. */
function printCounts(report: string) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
    console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`)
  } catch {
    console.error('\n0 passed, 1 failed')
  }
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  return (
    spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
  )
}
