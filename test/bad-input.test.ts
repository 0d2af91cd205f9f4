import { createHmac, randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AUTH, answerParams, ask, dialParams, hangupParams } from './harness/outside-carrier.ts'
import { type ReportServer, startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, runToItsEnd, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

const NUMBER = '+12025550177'

let phloem: RunningPhloem
let reports: ReportServer

beforeAll(async () => {
  reports = await startReportServer()
  phloem = await startPhloem({ env: AUTH })
  await phloem.api('POST', '/api/flows', guideFlow(reports.url))
  await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

const answerUrl = () => `${phloem.url}/plivo/answer`

describe('a flow document', () => {
  it.each([
    { what: 'that is not JSON', body: '{"phloem":1,', status: 400, message: /JSON/ },
    { what: 'that is a list', body: [], status: 422, message: /./ },
    { what: 'without a format', body: { id: 'x' }, status: 422, message: /phloem/ },
    {
      what: 'of a newer format',
      body: { ...guideFlow('https://example.com/'), phloem: 2 },
      status: 422,
      message: /newer/,
    },
    {
      what: 'with an id that no URL takes',
      body: guideFlow('https://example.com/', 'a/b'),
      status: 422,
      message: /^id/,
    },
  ])('$what is refused with words', async ({ body, status, message }) => {
    const answer = await phloem.api('POST', '/api/flows', body)
    expect(answer.status).toBe(status)
    expect(answer.body.error.message).toMatch(message)
  })

  it("that can't run is saved, named with its issue, and not published", async () => {
    const document = guideFlow('https://example.com/', 'wrong')
    document.nodes[1].config.to = ['+1202']
    expect((await phloem.api('POST', '/api/flows', document)).status).toBe(201)
    const { status, body } = await phloem.api('POST', '/api/flows/wrong/publish')
    expect(status).toBe(422)
    expect(body.error.message).toBe('nodes[1].config.to[0]: "+1202" is not a phone number in E.164')
    expect(body.error.issues[0]).toMatchObject({ severity: 'error', node: 'forward', field: 'config.to[0]' })
    const assigned = await phloem.api('PUT', '/api/numbers/+12025550111', { flowId: 'wrong' })
    expect(assigned.status).toBe(422)
  })

  it('in the folder of flows that is wrong is named in the log and not loaded', async () => {
    const document = guideFlow('https://example.com/', 'from-file')
    document.nodes[1].config.to = ['+1202']
    writeFileSync(join(phloem.flowsFolder, 'from-file.json'), JSON.stringify(document))
    await until('the log line', async () =>
      /from-file\.json is not loaded: nodes\[1\]\.config\.to\[0\]/.test(phloem.output()) ? true : null,
    )
    expect((await phloem.api('GET', '/api/flows/from-file')).status).toBe(404)

    document.nodes[1].config.to = ['+12025550101']
    writeFileSync(join(phloem.flowsFolder, 'from-file.json'), JSON.stringify(document))
    await until('the flow', async () =>
      (await phloem.api('GET', '/api/flows/from-file')).status === 200 ? true : null,
    )
  })
})

describe('a call', () => {
  const spoken = (body: string) => /<Speak[^>]*>([^<]+)<\/Speak><Hangup\/>/.exec(body)?.[1]

  it('to a number that nobody set up hears words, not silence', async () => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID, { To: '12025550666' }))
    expect(answer.status).toBe(200)
    expect(spoken(answer.body)).toContain('not in service')
    const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
    expect(body).toMatchObject({ flowId: null, problem: expect.stringContaining('set up') })
  })

  it('to a number without a flow hears words', async () => {
    await phloem.api('PUT', '/api/numbers/+12025550112', { flowId: null })
    const answer = await ask(answerUrl(), answerParams(randomUUID(), { To: '12025550112' }))
    expect(spoken(answer.body)).toContain('not set up')
  })

  it('whose callback names no known call hears words', async () => {
    const answer = await ask(
      `${phloem.url}/plivo/calls/${randomUUID()}/1/forward/dial-ended`,
      dialParams('x'),
    )
    expect(answer.status).toBe(200)
    expect(spoken(answer.body)).toBeDefined()
  })

  it('of which only the hang-up arrives is listed with its problem', async () => {
    const callUUID = randomUUID()
    expect((await ask(`${phloem.url}/plivo/hangup`, hangupParams(callUUID))).status).toBe(200)
    const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
    expect(body).toMatchObject({
      status: 'ended',
      from: '+14155550100',
      problem: expect.stringContaining('hang-up'),
    })
  })

  it('asks the fallback URL and hears words', async () => {
    const callUUID = randomUUID()
    await ask(answerUrl(), answerParams(callUUID))
    const answer = await ask(`${phloem.url}/plivo/fallback`, answerParams(callUUID))
    expect(spoken(answer.body)).toBeDefined()
    const kept = await until('the fallback on the timeline', async () => {
      const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
      return body.webhooks.find(({ kind }: { kind: string }) => kind === 'fallback')
    })
    expect(kept.body).toBe(answer.body)
  })

  it('with a caller name full of mark-up keeps its document and its report whole', async () => {
    const document = guideFlow(reports.url, 'names')
    document.nodes[1].config.callerName = '{{Start.call.caller_name}}'
    document.nodes[2].config.encoding = 'json'
    document.nodes[2].config.body = {
      name: '{{Start.call.caller_name}}',
      note: 'x {{Start.call.caller_name}}',
    }
    document.nodes[2].config.headers = [{ key: 'X-Name', value: '{{Start.call.caller_name}}' }]
    await phloem.api('POST', '/api/flows', document)
    await phloem.api('PUT', '/api/numbers/+12025550113', { flowId: 'names' })
    const name = 'A "B" \'C\' <D> & ]]>\r\nX-Evil: 1 {{secret.X}} 📞'
    const callUUID = randomUUID()
    const before = reports.received.length
    const answer = await ask(answerUrl(), answerParams(callUUID, { To: '12025550113', CallerName: name }))
    const dial = answer.element('Dial')
    expect(dial?.callerName).toContain('A "B" \'C\' <D> & ]]>')
    await ask(dial?.action ?? '', dialParams(callUUID))

    const report = (await reports.atLeast(before + 1))[before]
    expect(JSON.parse(report?.body ?? '')).toEqual({ name, note: `x ${name}` })
    expect(report?.headers['x-evil']).toBeUndefined()
    expect(report?.headers['x-name']).toContain('A "B"')
  })

  it('with a template that renders to no number leaves by failed, and reports it', async () => {
    const document = guideFlow(reports.url, 'no-number')
    document.nodes[1].config.to = ['{{Start.call.caller_name}}']
    await phloem.api('POST', '/api/flows', document)
    await phloem.api('PUT', '/api/numbers/+12025550114', { flowId: 'no-number' })
    const before = reports.received.length
    const answer = await ask(
      answerUrl(),
      answerParams(randomUUID(), { To: '12025550114', CallerName: 'Ada' }),
    )
    expect(answer.body).toBe('<Response><Hangup/></Response>')
    const report = (await reports.atLeast(before + 1))[before]
    expect(Object.fromEntries(report?.pairs ?? [])).toMatchObject({ DialStatus: 'failed' })
  })

  it.each([
    { callerName: 'not a url', what: 'no URL', error: /is not a URL/ },
    { callerName: 'evil.test/', what: 'no URL either', error: /is not a URL/ },
    { callerName: 'evil.test', what: 'a host that is not named', error: /^evil\.test is none of the hosts/ },
  ])(
    'whose URL came to be $what keeps its report, dead and with the reason',
    async ({ callerName, error }) => {
      const document = guideFlow('https://{{Start.call.caller_name}}', 'no-url')
      document.nodes[2].config.hosts = 'a.example.com, *.example.org'
      await phloem.api('POST', '/api/flows', document)
      expect((await phloem.api('PUT', '/api/numbers/+12025550115', { flowId: 'no-url' })).status).toBe(200)
      const callUUID = randomUUID()
      const params = answerParams(callUUID, { To: '12025550115', CallerName: callerName })
      const answer = await ask(answerUrl(), params)
      await ask(answer.element('Dial')?.action ?? '', dialParams(callUUID))
      const delivery = await until('the end of the delivery', async () => {
        const { body } = await phloem.api('GET', `/api/deliveries?callUUID=${callUUID}`)
        return body.deliveries[0]?.state === 'dead' ? body.deliveries[0] : null
      })
      expect(delivery.attempts.at(-1).error).toMatch(error)
    },
  )
})

describe('a published version that no longer loads', () => {
  it('lets its callers hear words, and says on the call what is wrong', async () => {
    await using first = await startPhloem({ env: AUTH })
    await first.api('POST', '/api/flows', guideFlow(reports.url))
    await first.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
    await first.stop()
    const database = new DatabaseSync(join(first.dataFolder, 'phloem.db'))
    database.exec('DROP TRIGGER versions_are_immutable')
    database.exec(`UPDATE versions SET document = json_set(document, '$.phloem', 99)`)
    database.close()

    // With its file still there, the flow would be published anew from it.
    rmSync(join(first.flowsFolder, 'guide.json'))

    await using second = await first.restart()
    const callUUID = randomUUID()
    const answer = await ask(`${second.url}/plivo/answer`, answerParams(callUUID))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatch(/<Speak[^>]*>We are sorry/)
    const { body } = await second.api('GET', `/api/calls/${callUUID}`)
    expect(body).toMatchObject({
      flowId: 'guide',
      problem: expect.stringMatching(/does not load: .*newer Phloem/),
    })
  })
})

describe('a webhook', () => {
  it.each([
    {
      what: 'without a signature',
      authToken: null,
      code: 'signature_missing_signature',
      says: 'a proxy removes the headers X-Plivo-Signature-V3',
    },
    {
      what: 'with a wrong signature',
      authToken: 'another-token',
      code: 'signature_mismatch',
      says: 'no token in PLIVO_AUTH_TOKEN fits',
    },
  ])('$what is refused, moves nothing, and the log says why', async ({ authToken, code, says }) => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID), { authToken })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body).error.code).toBe(code)
    expect((await phloem.api('GET', `/api/calls/${callUUID}`)).status).toBe(404)
    await until('the log line', async () => (phloem.output().includes(says) ? true : null))
  })

  it('too large is refused', async () => {
    const answer = await ask(answerUrl(), answerParams(randomUUID(), { CallerName: 'x'.repeat(70_000) }))
    expect(answer.status).toBe(413)
  })

  it('that is no form is refused', async () => {
    const response = await fetch(answerUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(response.status).toBe(415)
  })

  it('with `__proto__` and other odd keys is taken like any other', async () => {
    const params = answerParams(randomUUID(), { constructor: 'x', toString: 'y' })
    Object.defineProperty(params, '__proto__', { value: 'polluted', enumerable: true })
    const answer = await ask(answerUrl(), params)
    expect(answer.status).toBe(200)
    expect(answer.element('Dial')).toBeDefined()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('with keys that are repeated is taken by the first of them', async () => {
    const callUUID = randomUUID()
    const pairs = new URLSearchParams([
      ...Object.entries(answerParams(callUUID)),
      ['From', '19995550000'],
      ['X', '2'],
      ['X', '1'],
    ])
    const sorted = [...pairs].sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
    const base = `${answerUrl()}?${sorted.map(([key, value]) => key + value).join('')}`
    const nonce = '31627761595286130198'
    const response = await fetch(answerUrl(), {
      method: 'POST',
      body: pairs,
      headers: {
        'x-plivo-signature-v3': createHmac('sha256', AUTH.PLIVO_AUTH_TOKEN)
          .update(`${base}.${nonce}`)
          .digest('base64'),
        'x-plivo-signature-v3-nonce': nonce,
      },
    })
    expect(response.status).toBe(200)
    expect((await phloem.api('GET', `/api/calls/${callUUID}`)).body.from).toBe('+14155550100')
  })

  it('without a call UUID is refused with the name of what is missing', async () => {
    const { CallUUID: _, ...params } = answerParams('x')
    const answer = await ask(answerUrl(), params)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('CallUUID')
  })
})

describe('a report server', () => {
  it.each([
    { what: 'that is not there', answer: null, reason: /refused|reset/i },
    { what: 'that redirects', answer: 302, reason: /redirect/i },
    { what: 'that fails', answer: 500, reason: /^500$/ },
  ])(
    '$what never holds up the call, and the report stays owed with its reason',
    async ({ what, answer: status, reason }) => {
      await using server = await startReportServer((response) => {
        response.writeHead(status ?? 500, status === 302 ? { location: 'http://127.0.0.1:1/elsewhere' } : {})
        response.end()
      })
      if (status === null) await server.close()
      const id = what.replaceAll(' ', '-')
      const number = `+1202555012${['there', 'redirects', 'fails'].findIndex((word) => what.endsWith(word))}`
      await phloem.api('POST', '/api/flows', guideFlow(server.url, id))
      await phloem.api('PUT', `/api/numbers/${number}`, { flowId: id })
      const callUUID = randomUUID()
      const answer = await ask(answerUrl(), answerParams(callUUID, { To: number }))
      expect((await ask(answer.element('Dial')?.action ?? '', dialParams(callUUID))).body).toBe(
        '<Response><Hangup/></Response>',
      )
      const delivery = await until('the first attempt', async () => {
        const { body } = await phloem.api('GET', `/api/deliveries?callUUID=${callUUID}`)
        return body.deliveries[0]?.attempts.length > 0 ? body.deliveries[0] : null
      })
      expect(delivery.state).toBe('pending')
      expect(delivery.nextAttemptAt).not.toBeNull()
      expect(String(delivery.attempts[0].error ?? delivery.attempts[0].status)).toMatch(reason)
    },
  )
})

describe('a start', () => {
  const folder = () => join(tmpdir(), `phloem-${randomUUID()}`)

  it.each([
    { what: 'PORT', env: { PORT: 'http' }, says: /^PORT: "http" is not a port/m },
    {
      what: 'PHLOEM_PUBLIC_URL',
      env: { PHLOEM_PUBLIC_URL: 'phloem.example.com' },
      says: /^PHLOEM_PUBLIC_URL: /,
    },
    { what: 'PLIVO_AUTH_ID alone', env: { PLIVO_AUTH_ID: 'MAX' }, says: /^PLIVO_AUTH_TOKEN: it is missing/ },
    {
      what: 'PHLOEM_EGRESS_ALLOW',
      env: { PHLOEM_EGRESS_ALLOW: '10.0.0.0/99' },
      says: /^PHLOEM_EGRESS_ALLOW: /,
    },
    { what: 'DATABASE_URL', env: { DATABASE_URL: 'postgres://localhost/x' }, says: /^DATABASE_URL: / },
    { what: 'a data folder below a file', env: { PHLOEM_DATA: '/dev/null/data' }, says: /\/dev\/null\/data/ },
  ])('with a wrong $what ends with one clear line', async ({ env, says }) => {
    const { code, output } = await runToItsEnd({ PHLOEM_DATA: folder(), PORT: '0', ...env })
    expect(code).toBe(1)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(output).toMatch(says)
  })

  it('on the data of a newer Phloem ends with one clear line', async () => {
    await using other = await startPhloem()
    await other.stop()
    const database = new DatabaseSync(join(other.dataFolder, 'phloem.db'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    const { code, output } = await runToItsEnd({ PHLOEM_DATA: other.dataFolder, PORT: '0' })
    expect(code).toBe(1)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(output).toMatch(/newer/)
  })

  it('on a port that is taken ends with one clear line', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const { code, output } = await runToItsEnd({
      PHLOEM_DATA: folder(),
      PHLOEM_FLOWS: folder(),
      PORT: String(port),
      LOG_LEVEL: 'silent',
    })
    server.close()
    expect(code).toBe(1)
    expect(output.trim()).toBe(
      `PORT: ${port} is in use by another program; stop it or set PORT to another one.`,
    )
  })

  it('on the data of a running Phloem ends with one clear line', async () => {
    const { code, output } = await runToItsEnd({ PHLOEM_DATA: phloem.dataFolder, PORT: '0' })
    expect(code).toBe(1)
    expect(output.trim().split('\n')).toHaveLength(1)
    expect(output).toContain(phloem.dataFolder)
  })
})
