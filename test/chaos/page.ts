import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Finding } from './experiment.ts'

const PAGE = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url))

const BIOME = fileURLToPath(new URL('../../node_modules/.bin/biome', import.meta.url))

/** Puts the figures of an experiment's last run under its heading, and on which machine they were taken on top. */
export async function writeFigures(
  name: string,
  findings: readonly Finding[],
  seconds: number,
): Promise<void> {
  const rows = findings.map(({ what, measured, goal, isMet }) =>
    row([capital(what), isMet ? measured : `**${measured}**`, goal]),
  )
  const table = [row(['measured', '', 'goal']), row(['---', '---', '---']), ...rows].join('\n')
  let page = readFileSync(PAGE, 'utf8')
  page = fill(page, name, `${table}\n\n_${today()}, ${seconds.toFixed(0)} s._`)
  page = fill(page, 'circumstances', circumstances())
  writeFileSync(PAGE, page)
  await promisify(execFile)(BIOME, ['format', '--write', PAGE])
}

/** What stands between a pair of markers is replaced. Throws where the page has no such pair. */
function fill(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [page.indexOf(open), page.indexOf(close)]
  if (from < 0 || to < from) throw new Error(`docs/reliability.md has no place for "${name}"`)
  return `${page.slice(0, from + open.length)}\n\n${text}\n\n${page.slice(to)}`
}

function circumstances(): string {
  const cores = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`
  return `The figures were taken on ${cores.length} cores (${cores[0]?.model.trim()}), ${memory}, Node ${process.version}, the load on the same machine.`
}

const row = (cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const today = (): string => new Date().toISOString().slice(0, 10)
