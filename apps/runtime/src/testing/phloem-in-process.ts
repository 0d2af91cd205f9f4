import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNonce, signV3 } from '@phloem/simulator'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { MockAgent } from 'undici'
import { Access } from '../access/access.ts'
import { buildApp } from '../app.ts'
import { simulatedCarrier } from '../carrier/simulated-carrier.ts'
import { createManualClock, type ManualClock, settle } from '../deliveries/testing/manual-clock.ts'
import type { MaskPersonal } from '../personal/mask.ts'
import { Vault } from '../secrets/vault.ts'
import type { Store } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'

export const AUTH_TOKEN = 'a-plivo-auth-token'
const vault = new Vault({ path: 'no file', newest: { id: 'testkey', bytes: Buffer.alloc(32, 7) }, older: [] })
export const ADMIN_TOKEN = 'a-token-for-tests'
export const PUBLIC_URL = 'https://phloem.example'
export const REPORT_ORIGIN = 'https://reports.example'

export interface ReceivedReport {
  webhookId: string
  at: number
  pairs: Record<string, string>
}

export interface CarrierAnswer {
  status: number
  body: string
}

/**
 * The whole service in this process on a real store: time stands still until a test moves it, requests come without
 * sockets, and reports end at a web server that is none.
 */
export interface PhloemInProcess {
  clock: ManualClock
  store: Store
  reports: ReceivedReport[]
  /** What the web server of the reports answers from now on. */
  answerReports: (status: number) => void
  /** Asks as Plivo does: a signed form to a URL of ours, with or without its fragment. */
  ask: (url: string, params: Record<string, string>) => Promise<CarrierAnswer>
  /** Asks as anybody may. */
  inject: (request: InjectOptions) => Promise<LightMyRequestResponse>
  /** All that there are. */
  routes: { method: string; url: string }[]
  api: (
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: object,
  ) => Promise<{ status: number; body: Json }>
  /** Stops and starts on the same data. */
  restart: () => Promise<PhloemInProcess>
  /** As `kill -9`: nothing gets to say a word; what is on disk goes on, after a while. */
  crash: (downMs?: number) => Promise<PhloemInProcess>
  stop: () => Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: what an API answers is looked at field by field in tests
type Json = any

export interface StartOptions {
  /** Stands between the service and its store, to let it fail. */
  wrapStore?: (store: Store) => Store
  startAt?: number
  fallbackNumber?: string
  /** With the built-in carrier, of which no request arrives. */
  withSimulator?: boolean
  maskPersonal?: MaskPersonal
}

export const NUMBER = '+12025550177'

/** A number with a flow that forwards and reports all four outcomes, unless the folder has data already. */
export async function startInProcess(flow: object, options: StartOptions = {}): Promise<PhloemInProcess> {
  const base = mkdtempSync(join(tmpdir(), 'phloem-in-process-'))
  const phloem = await launch(base, 0, options, [])
  const { id } = flow as { id: string }
  await phloem.api('POST', '/api/flows', flow)
  const assigned = { flowId: id, fallbackNumber: options.fallbackNumber ?? null }
  await phloem.api('PUT', `/api/numbers/${NUMBER}`, assigned)
  return phloem
}

async function launch(
  base: string,
  generation: number,
  options: StartOptions,
  reports: ReceivedReport[],
): Promise<PhloemInProcess> {
  const { startAt = Date.parse('2026-01-02T03:04:05.678Z'), wrapStore = (each) => each } = options
  const folder = join(base, String(generation))
  mkdirSync(join(folder, 'flows'), { recursive: true })
  const clock = createManualClock(startAt)
  const opened = openSqliteStore(join(folder, 'data'))
  const store = wrapStore(opened)
  let reportStatus = 200
  const agent = new MockAgent()
  agent.disableNetConnect()
  agent
    .get(REPORT_ORIGIN)
    .intercept({ path: () => true, method: 'POST' })
    .reply(({ headers, body }) => {
      const { 'webhook-id': webhookId = '' } = headers as Record<string, string>
      reports.push({
        webhookId,
        at: clock.now(),
        pairs: Object.fromEntries(new URLSearchParams(String(body))),
      })
      return { statusCode: reportStatus, data: 'noted' }
    })
    .persist()
  const routes: { method: string; url: string }[] = []
  const app: FastifyInstance = await buildApp({
    onRoute: ({ method, url }) => routes.push(...[method].flat().map((each) => ({ method: each, url }))),
    store,
    access: new Access({ store, clock, adminToken: { token: ADMIN_TOKEN, name: 'PHLOEM_ADMIN_TOKEN' } }),
    clock,
    log: pino({ level: process.env.PHLOEM_TEST_LOG ?? 'silent' }),
    egress: { agent, refusal: () => null, verdict: async () => null, close: () => agent.close() },
    flowsFolder: join(folder, 'flows'),
    editorFolder: null,
    vault,
    secrets: {},
    maskPersonal: options.maskPersonal ?? 'none',
    keepDays: { calls: 365, webhooks: 90, deadReports: 365, audit: 365 },
    carrier: 'plivo',
    authTokens: [AUTH_TOKEN],
    simulator: options.withSimulator ? unheardCarrier() : null,
    publicUrl: () => PUBLIC_URL,
    ownUrls: () => [PUBLIC_URL],
  })
  await app.ready()
  // Timers that came due meanwhile go off at once.
  await clock.advance(0)

  const stop = async () => {
    const closing = app.close()
    // What waits for the clock would wait for ever.
    await clock.advance(10_000)
    await closing
    await opened.close().catch(() => undefined)
  }
  const next = (startAt: number) => launch(base, generation + 1, { ...options, startAt }, reports)
  const copyData = () =>
    cpSync(folder, join(base, String(generation + 1)), {
      recursive: true,
      filter: (path) => !path.includes('instance.lock'),
    })
  return {
    clock,
    store,
    reports,
    answerReports: (status) => {
      reportStatus = status
    },
    ask: async (url, params) => {
      const address = new URL(url.replace(/#.*$/, ''), PUBLIC_URL)
      const nonce = createNonce()
      const { statusCode, body } = await app.inject({
        method: 'POST',
        url: address.pathname + address.search,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-plivo-signature-v3': signV3('POST', address.href, params, nonce, AUTH_TOKEN),
          'x-plivo-signature-v3-nonce': nonce,
        },
        payload: new URLSearchParams(params).toString(),
      })
      return { status: statusCode, body }
    },
    inject: (request) => app.inject(request),
    routes,
    api: async (method, path, body) => {
      const response = await app.inject({
        method,
        url: path,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        ...(body === undefined ? {} : { payload: body }),
      })
      const isJson = String(response.headers['content-type']).includes('application/json')
      return { status: response.statusCode, body: isJson ? response.json() : response.body || null }
    },
    restart: async () => {
      await stop()
      copyData()
      return next(clock.now())
    },
    crash: async (downMs = 0) => {
      await settle()
      copyData()
      // The old one is left where it stands: its clock never moves again. Its files are closed for the next test's sake.
      await opened.close()
      return next(clock.now() + downMs)
    },
    stop: async () => {
      await stop()
      rmSync(base, { recursive: true, force: true })
    },
  }
}

const unheardCarrier = () =>
  simulatedCarrier({
    authToken: AUTH_TOKEN,
    publicUrl: () => PUBLIC_URL,
    localUrl: () => 'http://127.0.0.1:1',
  })

/** Attributes of the first element of a name, unescaped. */
export function attributesOf(xml: string, name: string): Record<string, string> | undefined {
  const found = new RegExp(`<${name}\\b([^>]*)>`).exec(xml)
  if (!found) return undefined
  const pairs = [...(found[1] ?? '').matchAll(/([\w-]+)="([^"]*)"/g)]
  return Object.fromEntries(pairs.map(([, key, value]) => [key, (value ?? '').replaceAll('&amp;', '&')]))
}

export const reportingFlow = (id = 'guide') => ({
  phloem: 1,
  id,
  name: 'Dial status report',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    {
      id: 'forward',
      type: 'call_forward',
      name: 'Call_Forward_1',
      config: { from: '{{Start.call.from}}', to: ['+12025550101', '+12025550102'] },
    },
    {
      id: 'report',
      type: 'http_request',
      name: 'HTTP_Request_1',
      config: {
        method: 'POST',
        url: `${REPORT_ORIGIN}/dial-status`,
        pairs: [
          { key: 'DialStatus', value: '{{Call_Forward_1.DialStatus}}' },
          { key: 'DialALegUUID', value: '{{Call_Forward_1.DialALegUUID}}' },
        ],
      },
    },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'forward' },
    ...['completed', 'no_answer', 'busy_rejected', 'failed'].map((exit) => ({
      from: 'forward',
      exit,
      to: 'report',
    })),
  ],
})

export const answerParams = (
  callUUID: string,
  over: Record<string, string> = {},
): Record<string, string> => ({
  CallStatus: 'ringing',
  CallUUID: callUUID,
  Direction: 'inbound',
  Event: 'StartApp',
  From: '14155550100',
  To: NUMBER.slice(1),
  ...over,
})
