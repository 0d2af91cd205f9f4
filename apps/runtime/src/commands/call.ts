import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Report, transcriptWithReports } from './transcript.ts'

const USAGE = `Places a test call on a running Phloem and prints what happened.

  npx -y pnpm call NUMBER [--outcome answer|busy|reject|no_answer|unreachable|timeout|cancel] ...

  NUMBER             the number to call, e.g. +12025550199
  --outcome WORD     what the callee does; repeat it for several callees (default: answer)
  --from NUMBER      the caller (default: +14155550100)
  --name TEXT        the caller's name
  --hangup WHEN      the caller hangs up while "ringing" or "talking"
  --ring SECONDS     how long each callee rings before it acts
  --talk SECONDS     how long they talk
  --press KEY        the key that each callee presses when screened
  --speed N          virtual seconds per second (default: 60; 1 is real time)
  --url URL          where Phloem runs (default: http://localhost:$PORT or :8080)

The API token is read from PHLOEM_ADMIN_TOKEN, else from PHLOEM_DATA/admin-token (default ./data).`

/** Reports that fail at first are shown with their first attempt; later ones come by themselves. */
const REPORTS_WAIT_MS = 5_000
const POLL_MS = 50

try {
  await main()
} catch (error) {
  console.error(`call: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      outcome: { type: 'string', multiple: true, default: ['answer'] },
      from: { type: 'string', default: '+14155550100' },
      name: { type: 'string' },
      hangup: { type: 'string' },
      ring: { type: 'string' },
      talk: { type: 'string' },
      press: { type: 'string' },
      speed: { type: 'string' },
      url: { type: 'string', default: `http://localhost:${process.env.PORT ?? 8080}` },
      help: { type: 'boolean', default: false },
    },
  })
  const [to] = positionals
  if (values.help || to === undefined) {
    console.log(USAGE)
    process.exit(values.help ? 0 : 1)
  }
  const api = client(values.url.replace(/\/+$/, ''), adminToken())
  const legs = values.outcome.map((outcome) => ({
    outcome,
    ...seconds('ringSeconds', values.ring),
    ...seconds('talkSeconds', values.talk),
    ...(values.press === undefined ? {} : { pressKey: values.press }),
  }))
  const { callUUID } = await api('POST', '/api/simulator/calls', {
    from: values.from,
    to,
    legs,
    ...(values.name === undefined ? {} : { callerName: values.name }),
    ...(values.hangup === undefined ? {} : { hangup: values.hangup }),
    ...seconds('speed', values.speed),
  })
  console.log(transcriptWithReports(await endOf(api, callUUID), await reportsOf(api, callUUID)))
}

interface Answer {
  callUUID: string
  isEnded: boolean
  text: string
  deliveries: Report[]
  error?: { message: string }
}

type Api = (method: string, path: string, body?: object) => Promise<Answer>

function client(url: string, token: string): Api {
  return async (method, path, body) => {
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }
    const response = await fetch(`${url}${path}`, init).catch((error: Error) => {
      throw new Error(
        `Phloem does not answer at ${url} (${(error.cause as Error)?.message ?? error.message})`,
      )
    })
    const answer = (await response.json().catch(() => ({}))) as Answer
    if (!response.ok)
      throw new Error(answer.error?.message ?? `${method} ${path} was answered ${response.status}`)
    return answer
  }
}

async function endOf(api: Api, callUUID: string): Promise<string> {
  for (;;) {
    const { isEnded, text } = await api('GET', `/api/simulator/calls/${callUUID}`)
    if (isEnded) return text
    await sleep(POLL_MS)
  }
}

async function reportsOf(api: Api, callUUID: string): Promise<Report[]> {
  const until = Date.now() + REPORTS_WAIT_MS
  for (;;) {
    const { deliveries } = await api('GET', `/api/deliveries?callUUID=${callUUID}&limit=200`)
    const reports = deliveries.toReversed()
    if (reports.every(({ attempts }) => attempts.length > 0) || Date.now() > until) return reports
    await sleep(POLL_MS)
  }
}

function adminToken(): string {
  if (process.env.PHLOEM_ADMIN_TOKEN) return process.env.PHLOEM_ADMIN_TOKEN
  const path = join(process.env.PHLOEM_DATA ?? './data', 'admin-token')
  if (!existsSync(path))
    throw new Error(`no API token: set PHLOEM_ADMIN_TOKEN, or start Phloem first (looked at ${path})`)
  return readFileSync(path, 'utf8').trim()
}

function seconds(name: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {}
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is not a number of seconds`)
  return { [name]: Number(text) }
}
