import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface RunningPhloem {
  url: string
  /** A fresh login link each start. */
  loginLink: string
  dataFolder: string
  flowsFolder: string
  pid: number
  /** What it has printed so far. */
  output: () => string
  /** JSON in, `{ status, headers, body }` out. */
  api: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<ApiAnswer>
  /** SIGTERM, and waits for the end. */
  stop: () => Promise<{ code: number | null }>
  /** SIGKILL: nothing inside gets to say a word. */
  kill: () => Promise<void>
  /** Starts another one on the same folders and port. */
  restart: () => Promise<RunningPhloem>
  [Symbol.asyncDispose]: () => Promise<void>
}

export interface ApiAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what an API answers is looked at field by field in tests
  body: any
}

export interface StartOptions {
  env?: Record<string, string>
  /** Empty unless flows are given. */
  flows?: 'committed' | 'none'
  /** Where its `data` and `flows` are; a folder of its own unless given. It is removed at the end either way. */
  folder?: string
}

const TOKEN = 'a-token-for-tests'

/** The service as a process of its own, on a free port and folders of its own. */
export async function startPhloem({
  env = {},
  flows = 'none',
  folder = mkdtempSync(join(tmpdir(), 'phloem-')),
}: StartOptions = {}): Promise<RunningPhloem> {
  const flowsFolder = join(folder, 'flows')
  if (flows === 'committed') cpSync(join(root, 'flows'), flowsFolder, { recursive: true })
  else mkdirSync(flowsFolder, { recursive: true })
  const phloem = await launch(folder, { PORT: '0', ...env })
  return phloem
}

/** Runs the service until it ends by itself, for starts that must fail. */
export async function runToItsEnd(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  // Never the key of whoever runs the tests.
  const folder = mkdtempSync(join(tmpdir(), 'phloem-key-'))
  const { child, output } = spawnMain({ PHLOEM_SECRETS_KEY_FILE: join(folder, 'secrets.key'), ...env })
  const [code] = (await once(child, 'exit')) as [number | null]
  rmSync(folder, { recursive: true })
  return { code, output: output() }
}

async function launch(folder: string, env: Record<string, string>): Promise<RunningPhloem> {
  const dataFolder = join(folder, 'data')
  const flowsFolder = join(folder, 'flows')
  const { child, output } = spawnMain({
    PHLOEM_DATA: dataFolder,
    PHLOEM_FLOWS: flowsFolder,
    PHLOEM_ADMIN_TOKEN: TOKEN,
    PHLOEM_SECRETS_KEY_FILE: join(folder, 'secrets.key'),
    ...env,
  })
  const ended = once(child, 'exit')
  await printed(child, output, /Log in, once, with/)
  const url = /Phloem runs at (\S+)/.exec(output())?.[1] ?? ''
  const loginLink = /Log in, once, with (\S+)/.exec(output())?.[1] ?? ''
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [code] = (await ended) as [number | null]
    return { code }
  }
  return {
    url,
    loginLink,
    dataFolder,
    flowsFolder,
    pid: child.pid ?? 0,
    output,
    api: (method, path, body, headers) => request(`${url}${path}`, method, body, headers),
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    restart: () => launch(folder, { ...env, PORT: new URL(url).port }),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function spawnMain(env: Record<string, string>) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PHLOEM|PLIVO|DATABASE_URL|PORT$|HOST$|LOG_LEVEL)/.test(name),
  )
  const child = spawn(process.execPath, [join(root, 'apps/runtime/src/main.ts')], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const take = (chunk: Buffer) => {
    text += chunk.toString()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return { child, output: () => text }
}

async function printed(child: ChildProcess, output: () => string, pattern: RegExp): Promise<void> {
  while (!pattern.test(output())) {
    if (child.exitCode !== null) throw new Error(`Phloem did not start:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function request(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('application/json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** The flow of the guide, reporting to a server of the test. */
export function guideFlow(reportUrl: string, id = 'guide') {
  const path = join(root, 'flows/dial-status-report.json')
  if (!existsSync(path)) throw new Error('flows/dial-status-report.json is gone')
  const document = JSON.parse(readFileSync(path, 'utf8'))
  document.id = id
  document.nodes[2].config.url = reportUrl
  return document
}
