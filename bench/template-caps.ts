import { type Json, parseTemplate, TemplateTooLarge } from '@phloem/flow'
import { compileTemplate } from '../packages/engine/src/compile-template.ts'

/**
 * What a template at each cap costs: `node bench/template-caps.ts [runs]`. Processor time, since other programs may
 * run beside: of the reading that the checks do, of compiling when a flow is published, of rendering during a call.
 */
const runs = Number(process.argv[2] ?? 50)

const list = Array.from({ length: 100 }, (_, index) => index)
const variables: Record<string, Record<string, Json>> = {
  V: { list, deep: { a: { b: 'c' } }, text: 'x'.repeat(32_000), nested: Array(100).fill({ list }) },
}

const cases: [what: string, template: string][] = [
  ['a usual one', 'Call from {{default V.deep.a.b "nobody"}}{{#if V.text}} at {{V.deep.a.b}}{{/if}}'],
  ['200 values', '{{V.deep.a.b}}'.repeat(200)],
  ['200 calls', '{{upper V.deep}}'.repeat(200)],
  ['200 calls, one in another', '{{upper (lower V.deep)}}'.repeat(100)],
  ['200 literals', '{{json "x"}}'.repeat(200)],
  ['200 blocks, 8 deep', `${'{{#if V}}'.repeat(8)}${'{{/if}}'.repeat(8)}`.repeat(25)],
  ['200 blocks with else', '{{#if V}}{{else}}{{/if}}'.repeat(170)],
  ['4 KiB of the longest paths', `{{V${'.bc'.repeat(15)}}}`.repeat(80)],
  ['4 KiB of comments', `${'{{!}}'.repeat(814)}{{V}}`],
  ['4 KiB of blank lines', `{{V.deep}}${'\n '.repeat(2000)}{{V.deep}}`],
  ['each in each, 100 times 100', '{{#each V.nested}}{{#each list}}{{this}}{{/each}}{{/each}}'],
  [
    'each in each, as many steps as may be',
    `{{#with V as |v|}}{{#each v.list}}{{#each v.list}}${'{{#if V}}{{/if}}'.repeat(190)}{{/each}}{{/each}}{{/with}}`,
  ],
  ['64 KiB written', '{{V.text}}{{V.text}}'],
  ['64 KiB given to functions', '{{#if (json V.text)}}{{/if}}'.repeat(100)],
  ['over what may be written', `{{#each V.list}}${'y'.repeat(4000)}{{/each}}`],
]

console.log(`processor ms of ${runs} runs, median and worst`)
console.log(
  'template'.padEnd(40),
  ...['read', 'compile', 'render', 'in all'].map((each) => each.padStart(15)),
)
// The first compilations pay for Handlebars itself to be compiled.
for (let warm = 0; warm < 20; warm += 1) for (const [, template] of cases) measure(`${warm}${template}`)
for (const [what, template] of cases) {
  const measured = Array.from({ length: runs }, (_, index) => measure(`${index}${template}`.slice(0, 4096)))
  const columns = (['readMs', 'compileMs', 'renderMs', 'inAllMs'] as const).map((name) => {
    const sorted = measured.map((each) => each[name]).sort((a, b) => a - b)
    return `${sorted[Math.floor(runs / 2)]?.toFixed(2)} ${sorted.at(-1)?.toFixed(2)}`.padStart(15)
  })
  console.log(what.padEnd(40), ...columns, measured[0]?.refused ?? '')
}

function measure(template: string) {
  const [readMs] = timed(() => parseTemplate(template))
  const [compileMs, compiled] = timed(() => compileTemplate(template, 'text'))
  const [renderMs, refused] = timed(() => {
    try {
      compiled(variables)
      return null
    } catch (error) {
      if (error instanceof TemplateTooLarge) return `refused: ${error.message}`
      throw error
    }
  })
  return { readMs, compileMs, renderMs, inAllMs: readMs + compileMs + renderMs, refused }
}

function timed<T>(work: () => T): [ms: number, result: T] {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return [(user + system) / 1000, result]
}
