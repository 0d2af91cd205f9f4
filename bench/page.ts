import { readFileSync, writeFileSync } from 'node:fs'
import { linesOf } from './table.ts'
import type { Figure } from './workload.ts'

const PAGE = new URL('../docs/performance.md', import.meta.url)

/** Puts a workload's table between its two markers on the page. */
export function writePage(name: string, figures: readonly Figure[]): void {
  const page = readFileSync(PAGE, 'utf8')
  const [begin, end] = [`<!-- figures: ${name} -->`, '<!-- end of figures -->']
  const from = page.indexOf(begin)
  const to = page.indexOf(end, from)
  if (from === -1 || to === -1)
    throw new Error(`docs/performance.md has no place for the figures of "${name}"`)
  writeFileSync(PAGE, `${page.slice(0, from + begin.length)}\n${tableOf(figures)}\n${page.slice(to)}`)
}

const tableOf = (figures: readonly Figure[]): string =>
  [
    '| figure | side | median | rounds | |',
    '| --- | --- | --: | --- | --- |',
    ...figures.flatMap(linesOf).map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
