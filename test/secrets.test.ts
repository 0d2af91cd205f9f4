import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { answerParams, ask, dialParams, hangupParams } from './harness/outside-carrier.ts'
import { startReportServer } from './harness/report-server.ts'
import { runToItsEnd, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'phloem-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const random = () => randomUUID().replaceAll('-', '')

/** What nobody may find anywhere, by what it is. */
const planted = {
  HEADER_TOKEN: `hdr-${random()}`,
  API_KEY: `key_${random()}`,
  QUERY_KEY: `q/ry+${random()}=&`,
  FORM_FIELD: `f "orm" ${random()}`,
  JSON_LEAF: `js\\on\n"${random()}"`,
  BEARER: `eyJ${random()}.${random()}`,
  BASIC_PASSWORD: `p@ss:w/ö-${random()}`,
  BASIC_USER: `user-${random()}`,
  LONG_ONE: random().repeat(20),
  REPLACED: `old-${random()}`,
  REMOVED: `gone-${random()}`,
  UNUSED: `never-${random()}`,
  ENV_HEADER: `env-h-${random()}`,
  ENV_BEARER: `env-b-${random()}`,
  ENV_PASSWORD: `env-p<&>${random()}`,
  ENV_FORM: `env-f ${random()}`,
  ENV_UNUSED: `env-u-${random()}`,
}
const STORED = Object.entries(planted).filter(([name]) => !name.startsWith('ENV_'))
const ADMIN_TOKEN = `admin-${random()}`
const PLIVO_TOKENS = [`plivo-${random()}`, `plivo-old-${random()}`]
const env = {
  PHLOEM_ADMIN_TOKEN: ADMIN_TOKEN,
  PLIVO_AUTH_ID: 'MAEXAMPLE00000000000',
  PLIVO_AUTH_TOKEN: PLIVO_TOKENS.join(','),
  LOG_LEVEL: 'trace',
  ...Object.fromEntries(
    Object.entries(planted)
      .filter(([name]) => name.startsWith('ENV_'))
      .map(([name, value]) => [`PHLOEM_SECRET_${name}`, value]),
  ),
}

const secret = (name: keyof typeof planted) => `{{secret.${name}}}`
const node = (id: string, config: object) => ({ id, type: 'http_request', name: id, config })

/** Four requests in a row, of which two are awaited; every secret that is used goes to a server that repeats it. */
const flow = (url: string) => ({
  phloem: 1,
  id: 'secretive',
  name: 'Secretive',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    node('asks', {
      method: 'GET',
      url: `${url}?answer=200`,
      headers: [{ key: 'x-api-key', value: secret('API_KEY') }],
      query: [
        { key: 'key', value: secret('QUERY_KEY') },
        { key: 'caller', value: '{{Start.call.caller_name}}' },
      ],
      auth: { type: 'bearer', token: secret('BEARER') },
    }),
    node('fails', {
      method: 'POST',
      url: `${url}?answer=404`,
      encoding: 'json',
      body: { deep: [{ leaf: `before ${secret('JSON_LEAF')} after`, long: secret('LONG_ONE') }] },
      headers: [{ key: 'x-env', value: `Token ${secret('ENV_HEADER')}` }],
      auth: { type: 'basic', username: secret('BASIC_USER'), password: secret('BASIC_PASSWORD') },
    }),
    {
      id: 'forward',
      type: 'call_forward',
      name: 'Forward',
      config: { from: '{{Start.call.from}}', to: ['+12025550101'] },
    },
    node('reports', {
      method: 'POST',
      url: `${url}?answer=500`,
      headers: [{ key: 'x-custom', value: secret('HEADER_TOKEN') }],
      pairs: [
        { key: 'field', value: secret('FORM_FIELD') },
        { key: 'env', value: secret('ENV_FORM') },
        { key: 'replaced', value: secret('REPLACED') },
        { key: 'removed', value: secret('REMOVED') },
      ],
      auth: { type: 'basic', username: 'ann', password: secret('ENV_PASSWORD') },
    }),
    node('refused', {
      method: 'PUT',
      url: `${url}?answer=302`,
      pairs: [{ key: 'field', value: secret('FORM_FIELD') }],
      auth: { type: 'bearer', token: secret('ENV_BEARER') },
    }),
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'asks' },
    { from: 'asks', exit: 'success', to: 'fails' },
    { from: 'fails', exit: 'failed', to: 'forward' },
    { from: 'forward', exit: 'busy_rejected', to: 'reports' },
    { from: 'forward', exit: 'no_answer', to: 'refused' },
  ],
})

it('keeps 20 planted secrets out of everything that is written, shown or sent elsewhere', async () => {
  await using server = await startReportServer((response, request) => {
    const status = Number(new URL(request.path, 'http://x').searchParams.get('answer'))
    const { authorization = '' } = request.headers
    const decoded = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-echo': JSON.stringify(request.headers).replace(/[^\x20-\x7e]/g, '?'),
      location: `/elsewhere${request.path}`,
    })
    response.end(JSON.stringify({ ...request, hex: Buffer.from(request.body).toString('hex'), decoded }))
  })
  await using phloem = await startPhloem({ env, folder: join(folder, 'phloem') })
  const seen: string[] = []
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await phloem.api(method, path, body, { authorization: `Bearer ${ADMIN_TOKEN}` })
    seen.push(
      JSON.stringify([...answer.headers]),
      typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
    )
    return answer
  }
  const put = (name: string, value: string) => api('PUT', `/api/secrets/${name}`, { value })

  const { cookie, events } = await logIn(phloem.url, phloem.loginLink)
  for (const [name, value] of STORED) expect((await put(name, value)).status).toBe(204)
  expect((await api('POST', '/api/flows', flow(server.url))).status).toBe(201)
  expect((await api('PUT', '/api/numbers/+12025550177', { flowId: 'secretive' })).status).toBe(200)

  const callThrough = async (DialStatus: string) => {
    const callUUID = randomUUID()
    const authToken = PLIVO_TOKENS[DialStatus === 'busy' ? 0 : 1] ?? ''
    const params = answerParams(callUUID, { CallerName: '{{secret.UNUSED}} \ufdd0UNUSED\ufdd1' })
    let answer = await ask(`${phloem.url}/plivo/answer`, params, { authToken })
    // Each request that is waited for may hold the caller for a round.
    for (let next = redirectIn(answer.body); next !== null; next = redirectIn(answer.body))
      answer = await ask(next, params, { authToken })
    seen.push(answer.body)
    const ended = dialParams(callUUID, { DialStatus })
    seen.push((await ask(answer.element('Dial')?.action ?? '', ended, { authToken })).body)
    await ask(`${phloem.url}/plivo/hangup`, hangupParams(callUUID), { authToken })
    await ask(`${phloem.url}/plivo/answer`, params, { authToken: 'wrong' })
    return callUUID
  }
  const calls = [await callThrough('busy'), await callThrough('no-answer')]
  await until('the reports to have been tried', async () => {
    const { deliveries } = (await api('GET', '/api/deliveries')).body
    return deliveries.filter(({ attempts }: { attempts: [] }) => attempts.length > 0).length === 2
  })
  await put('REPLACED', `new-${random()}`)
  await api('DELETE', '/api/secrets/REMOVED')
  const simulated = await api('POST', '/api/flows/secretive/simulate', {
    outcomes: {
      asks: [{ isReal: true }],
      fails: [{ isReal: true }],
      forward: [{ dial: 'busy' }],
      reports: [{ isReal: true }],
    },
  })
  expect(simulated.body.sent).toHaveLength(3)
  await api('PUT', '/api/flows/secretive/scenarios/one', { outcomes: { forward: [{ dial: 'busy' }] } })
  await api('POST', '/api/flows/secretive/scenarios/run')
  // What is asked wrongly is answered with what was wrong, but not with what was sent.
  await put('lower_case', planted.UNUSED)
  await api('PUT', '/api/secrets/UNUSED', { value: planted.UNUSED, valeu: planted.UNUSED })
  await api('PUT', '/api/secrets/UNUSED', `{"value": ${planted.UNUSED}`)
  await api('PUT', '/api/secrets/UNUSED', { value: [planted.UNUSED] })
  for (const path of [
    ...['secrets', 'flows', 'flows/secretive', 'flows/secretive/versions', 'flows/secretive/versions/1'],
    ...['flows/secretive/scenarios', 'flows/secretive/edge-counts', 'numbers', 'calls', 'calls/export'],
    ...[
      `calls/${calls[0]}`,
      `calls/${calls[1]}`,
      'deliveries',
      'destinations',
      'status',
      'schema',
      'dial-policy',
    ],
  ])
    expect((await api('GET', `/api/${path}`)).status).toBe(200)
  const { body: kept } = await api('POST', '/api/flows/secretive/check')
  expect(kept.issues.map(({ code }: { code: string }) => code)).toContain('unknown_secret')
  // Given out on purpose, to whoever has to verify signatures.
  const origin = encodeURIComponent(new URL(server.url).origin)
  const signing = await phloem.api('GET', `/api/destinations/secret?origin=${origin}`, undefined, {
    authorization: `Bearer ${ADMIN_TOKEN}`,
  })
  const [signingSecret] = signing.body.secrets
  const backup = join(folder, 'backup.db')
  const command = join(root, 'apps/runtime/src/commands/backup.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [command, backup], {
    env: { ...process.env, PHLOEM_DATA: phloem.dataFolder },
  })

  const keyFile = join(folder, 'phloem', 'secrets.key')
  const places: Place[] = [
    { place: 'answers of the API and to the carrier', content: Buffer.from(seen.join('\n')) },
    { place: 'server-sent events', content: Buffer.from(events()) },
    { place: 'log', content: Buffer.from(withoutLoginLink(phloem.output()) + stdout) },
    { place: 'backup', content: readFileSync(backup) },
    ...filesIn(phloem.dataFolder),
    ...filesIn(phloem.flowsFolder),
  ]
  const everything: Record<string, string> = {
    ...planted,
    admin_token: ADMIN_TOKEN,
    plivo_token: PLIVO_TOKENS[0] ?? '',
    second_plivo_token: PLIVO_TOKENS[1] ?? '',
    login_cookie: cookie.split('=')[1] ?? '',
    login_link: phloem.loginLink.split('token=')[1] ?? '',
    signing_secret: signingSecret.slice('whsec_'.length),
    key_of_the_secrets: readFileSync(keyFile, 'utf8').trim().split('\n').at(-1) ?? '',
  }
  // All of this is worth nothing if the secrets never left, or the search finds nothing that is there.
  for (const [name, value] of Object.entries(planted).filter(([name]) => !name.endsWith('UNUSED')))
    expect({ name, isSent: isSent(value) }).toEqual({ name, isSent: true })
  for (const name of [
    'answers of the API and to the carrier',
    'server-sent events',
    'backup',
    'phloem.db-wal',
  ])
    expect(
      foundIn(
        places.filter(({ place }) => place === name),
        { control: calls[0] ?? '' },
      ),
    ).not.toEqual([])
  expect(places.map(({ place }) => place)).toEqual(expect.arrayContaining(['phloem.db', 'secretive.json']))
  expect(Object.keys(everything).length).toBeGreaterThanOrEqual(20)
  expect(foundIn(places, everything)).toEqual([])

  await phloem.stop()
  expect(foundIn(filesIn(phloem.dataFolder), everything)).toEqual([])

  function isSent(value: string): boolean {
    const inJson = JSON.stringify(value).slice(1, -1)
    return server.received.some(({ path, headers, pairs, body }) => {
      const query = [...new URL(path, 'http://x').searchParams.values()]
      const { authorization = '' } = headers
      const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()
      const texts = [...Object.values(headers), ...query, ...pairs.map(([, each]) => each), basic, body]
      return texts.some((text) => text?.includes(value) || text?.includes(inJson))
    })
  }
})

it('does not start with a lost or a wrong key, and says which file it is about', async () => {
  const home = join(folder, 'lost')
  const keyFile = join(home, 'secrets.key')
  await using phloem = await startPhloem({ folder: home })
  expect((await phloem.api('PUT', '/api/secrets/CRM', { value: 'a value' })).status).toBe(204)
  await phloem.stop()
  const start = (file: string) =>
    runToItsEnd({
      PORT: '0',
      PHLOEM_DATA: phloem.dataFolder,
      PHLOEM_FLOWS: phloem.flowsFolder,
      PHLOEM_SECRETS_KEY_FILE: file,
    })
  const lost = await start(join(home, 'elsewhere.key'))
  expect(lost).toMatchObject({
    code: 1,
    output: expect.stringContaining(`${join(home, 'elsewhere.key')} is missing`),
  })
  rmSync(keyFile)
  const inside = await start(join(phloem.dataFolder, 'secrets.key'))
  expect(inside).toMatchObject({ code: 1, output: expect.stringContaining('lies in the data folder') })
})

interface Place {
  place: string
  content: Buffer
}

/** Which secrets stand where, in whatever encoding. */
const foundIn = (places: Place[], secrets: Record<string, string>): string[] =>
  places.flatMap(({ place, content }) =>
    Object.entries(secrets)
      .filter(([, value]) => encodingsOf(value).some((form) => content.includes(form)))
      .map(([name]) => `${name} in ${place}`),
  )

/** The text itself and how protocols, JSON and people write it; base64 at each of three alignments, without its edges. */
function encodingsOf(value: string): (string | Buffer)[] {
  const bytes = Buffer.from(value)
  const base64 = ['', 'x', 'xx'].map((before) => {
    const text = Buffer.from(before + value).toString('base64')
    return text.slice(before.length === 0 ? 0 : 4, text.length - 4)
  })
  return [
    bytes,
    Buffer.from(value, 'latin1'),
    Buffer.from(value, 'utf16le'),
    JSON.stringify(value).slice(1, -1),
    JSON.stringify(JSON.stringify(value)).slice(3, -3),
    encodeURIComponent(value),
    encodeURIComponent(value).toLowerCase(),
    new URLSearchParams([['', value]]).toString().slice(1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

/** Node's cache of compiled code is made from sources alone. */
const filesIn = (path: string): Place[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('compile-cache'))
    .map((entry) => ({ place: entry.name, content: readFileSync(join(entry.parentPath, entry.name)) }))

const redirectIn = (xml: string): string | null =>
  /<Redirect[^>]*>([^<]+)</.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? null

/** Printed on purpose, once, for whoever starts Phloem. */
const withoutLoginLink = (output: string): string => output.replace(/Log in, once, with \S+/, '')

async function logIn(url: string, link: string): Promise<{ cookie: string; events: () => string }> {
  const answer = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: link.split('token=')[1] }),
  })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  let text = ''
  const stream = await fetch(`${url}/api/events`, { headers: { cookie } })
  expect(stream.status).toBe(200)
  const read = async () => {
    for await (const chunk of stream.body ?? []) text += new TextDecoder().decode(chunk)
  }
  // It ends with Phloem.
  void read().catch(() => undefined)
  return { cookie, events: () => text }
}
