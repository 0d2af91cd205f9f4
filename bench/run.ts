import { writePage } from './page.ts'
import { changes, type Ratios, ratiosOf, writeRatios } from './ratios.ts'
import { pin } from './sides/phloem.ts'
import { LOAD_CORE } from './sides/side.ts'
import { printFigures } from './table.ts'
import type { Workload } from './workload.ts'
import { actions } from './workloads/actions.ts'
import { answers } from './workloads/answers.ts'
import { draining } from './workloads/draining.ts'
import { memory } from './workloads/memory.ts'
import { paced } from './workloads/paced.ts'
import { wholeCalls } from './workloads/whole-calls.ts'

/**
 * How fast Phloem is beside what people write by hand: `npx -y pnpm bench`, with names of workloads to run only those,
 * `--short` to see whether they work, `--write` to keep the figures in `docs/performance.md` and the ratios in
 * `bench/ratios.json`. Nothing fails for being slow.
 */
const workloads: readonly Workload[] = [answers, actions, wholeCalls, paced, memory, draining]

const words = process.argv.slice(2)
const isShort = words.includes('--short')
const names = words.filter((word) => !word.startsWith('--'))
const unknown = names.filter((name) => workloads.every((workload) => workload.name !== name))
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(', ')}; there are ${workloads.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(1)
}
pin(process.pid, LOAD_CORE)
const measured: Ratios = {}
for (const { name, title, run } of workloads) {
  if (names.length > 0 && !names.includes(name)) continue
  const figures = await run({ isShort })
  printFigures(title, figures)
  Object.assign(measured, ratiosOf(name, figures))
  if (words.includes('--write')) writePage(name, figures)
}
const changed = changes(measured)
console.log(changed.length === 0 ? '\nAll ratios are as they were.' : `\n${changed.join('\n')}`)
if (words.includes('--write')) writeRatios(measured)
