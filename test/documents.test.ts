import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { experiments } from './chaos/experiments.ts'
import { type ReportServer, startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs/reliability.md',
  ...readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
]

const fenced = (text: string): string[] =>
  [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? '')

describe('the documents', () => {
  it.each(documents)('%s names only commands that exist', (path) => {
    const commands = [...read(path).matchAll(/npx -y pnpm ([a-z:]+)/g)].map(([, name]) => name ?? '')
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  it.each(documents)('%s links only to what is there', (path) => {
    const links = [...read(path).matchAll(/(?:\]\(|(?:src|srcset)=")(?!https?:)([^)"#\s]+)/g)].map(
      ([, target]) => target ?? '',
    )
    expect(links.filter((target) => !existsSync(join(root, dirname(path), target)))).toEqual([])
  })

  it.each(documents)('%s names only files that exist', (path) => {
    const named = [...read(path).matchAll(/`((?:packages|apps|test|docs|flows)\/[\w./-]+)`/g)].map(
      ([, name]) => name ?? '',
    )
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([])
  })

  it('show the figures of every experiment', () => {
    const page = read('docs/reliability.md')
    const shown = experiments.filter(({ name }) =>
      new RegExp(`^### \`${name}\`$[^#]*<!-- ${name} -->\\s+\\| measured[^#]*<!-- /${name} -->`, 'm').test(
        page,
      ),
    )
    expect(shown).toEqual(experiments)
  })

  it('begin the two commands of the README as they stand', () => {
    expect(scripts.start).toContain('apps/runtime/src/main.ts')
    expect(scripts.test).toBe('node test/run.ts')
    expect(read('.ci/run')).toContain('npx -y pnpm test')
  })
})

describe('the commands of the README', () => {
  const NUMBER = '+12025550199'
  let phloem: RunningPhloem
  let reports: ReportServer

  beforeAll(async () => {
    reports = await startReportServer()
    phloem = await startPhloem({ flows: 'committed' })
    await phloem.api('POST', '/api/flows', guideFlow(reports.url.replace('127.0.0.1', 'localhost')))
    await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
  })
  afterAll(async () => {
    await phloem?.[Symbol.asyncDispose]()
    await reports?.[Symbol.asyncDispose]()
  })

  const transcripts = fenced(read('README.md')).filter((block) => block.startsWith('$ npx -y pnpm call'))

  it.each(transcripts.map((block) => [block.split('\n')[0]?.slice(2) ?? '', block] as const))(
    '`%s` prints the transcript that stands under it',
    async (command, block) => {
      const output = asInReadme(await runCommand(command, phloem), phloem, reports)
      const printed = `$ ${command}\n${output}`
      if (process.env.UPDATE_README)
        writeFileSync(join(root, 'README.md'), read('README.md').replace(block, printed))
      else expect(printed).toBe(block)
    },
  )

  it('show each of the four exits', () => {
    const outcomes = transcripts.join('\n')
    for (const status of ['completed', 'no-answer', 'busy', 'failed', 'timeout', 'cancel']) {
      expect(outcomes).toContain(`DialStatus = ${status}\n`)
    }
  })

  it('`npx -y pnpm receive` prints the reports that it gets', async () => {
    const port = await freePort()
    const receiving = execFile(process.execPath, [script('receive'), String(port)], { cwd: root })
    let printed = ''
    receiving.stdout?.on('data', (chunk: string) => {
      printed += chunk
    })
    await until('the receiver', async () => (printed.includes('Waiting for reports') ? true : null))
    await fetch(`http://127.0.0.1:${port}/hook`, {
      method: 'POST',
      body: new URLSearchParams({ DialStatus: 'busy' }),
    })
    await until('the report', async () => (printed.includes('DialStatus = busy') ? true : null))
    receiving.kill()
    expect(printed).toContain('POST /hook')
  })

  it('`npx -y pnpm flows:check` names the flows and their issues', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script('flows:check')], { cwd: root })
    expect(stdout).toContain('dial-status-report.json: no issues')
  })
})

const script = (name: string): string => join(root, scripts[name]?.split(' ').at(-1) ?? '')

async function runCommand(command: string, { url }: RunningPhloem): Promise<string> {
  const [name = '', ...words] = command.replace('npx -y pnpm ', '').split(' ')
  const env = { ...process.env, PHLOEM_ADMIN_TOKEN: 'a-token-for-tests', PORT: new URL(url).port }
  const { stdout } = await promisify(execFile)(process.execPath, [script(name), ...words], { cwd: root, env })
  return stdout
}

/** What differs from run to run, in the words of the README. */
function asInReadme(output: string, { url }: RunningPhloem, reports: ReportServer): string {
  const ids = new Map<string, string>()
  const shortened = (id: string): string => {
    if (!ids.has(id)) ids.set(id, `${'0123456789'[ids.size]}`.repeat(8))
    return ids.get(id) ?? ''
  }
  return output
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, shortened)
    .replace(/\([\d.]+ ms\)/g, '(2 ms)')
    .replaceAll(new URL(url).port, '8080')
    .replaceAll(new URL(reports.url).port, '9000')
}

async function freePort(): Promise<number> {
  await using server = await startReportServer()
  return Number(new URL(server.url).port)
}
