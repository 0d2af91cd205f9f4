import { parseArgs } from 'node:util'
import type { Finding } from './experiment.ts'
import { experiments } from './experiments.ts'
import { writeFigures } from './page.ts'

const USAGE = `Does to Phloem what it promises to survive, and prints the figures.

  npx -y pnpm chaos [NAME …] [--short] [--write]

  NAME       one of ${experiments.map(({ name }) => name).join(', ')} (default: all)
  --short    the short forms, as the test suite runs them
  --write    puts the figures into docs/reliability.md`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const unknown = positionals.filter((word) => !experiments.some(({ name }) => name === word))
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`chaos: there is no experiment "${unknown.join('", "')}"\n`)
  console.log(USAGE)
  process.exit(values.help ? 0 : 1)
}

const chosen = experiments.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
let isAllMet = true
for (const { name, title, run } of chosen) {
  console.log(`\n▶ ${name}: ${title}`)
  const began = performance.now()
  const findings = await run(values.short ? 'short' : 'long', (line) => console.log(`  … ${line}`))
  for (const finding of findings) console.log(lineOf(finding))
  const seconds = (performance.now() - began) / 1000
  console.log(`  (${seconds.toFixed(0)} s)`)
  if (values.write) await writeFigures(name, findings, seconds)
  isAllMet &&= findings.every(({ isMet }) => isMet)
}
process.exit(isAllMet ? 0 : 1)

function lineOf({ what, goal, measured, isMet }: Finding): string {
  return `  ${isMet ? '✓' : '✗'} ${what}: ${measured} (goal: ${goal})`
}
