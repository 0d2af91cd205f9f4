import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AUTH, answerParams, ask, dialParams, hangupParams } from './harness/outside-carrier.ts'
import { type ReportServer, startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

const NUMBER = '+12025550177'

let phloem: RunningPhloem
let reports: ReportServer

beforeAll(async () => {
  reports = await startReportServer()
  phloem = await startPhloem({ env: AUTH })
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

const answerUrl = () => `${phloem.url}/plivo/answer`
const hangupUrl = () => `${phloem.url}/plivo/hangup`

const timesReported = (callUUID: string): number =>
  reports.received.filter(({ body }) => body.includes(callUUID)).length

async function callDetails(callUUID: string) {
  return (await phloem.api('GET', `/api/calls/${callUUID}`)).body
}

describe('a Plivo account pointed at this Phloem, from outside', () => {
  it('creates, checks, publishes and assigns a flow by the API', async () => {
    const document = guideFlow(reports.url)
    const created = await phloem.api('POST', '/api/flows', document)
    expect(created.status).toBe(201)
    expect(created.body).toEqual(document)

    const draft = await phloem.api('GET', '/api/flows/guide')
    const etag = draft.headers.get('etag') ?? ''
    const renamed = { ...document, name: 'The guide' }
    expect((await phloem.api('PUT', '/api/flows/guide', renamed, { 'if-match': etag })).status).toBe(200)
    expect((await phloem.api('PUT', '/api/flows/guide', document, { 'if-match': etag })).status).toBe(412)

    expect((await phloem.api('POST', '/api/flows/guide/check')).body.issues).toEqual([])
    const published = await phloem.api('POST', '/api/flows/guide/publish', { note: 'first' })
    expect(published).toMatchObject({ status: 201, body: { version: 1, note: 'first' } })
    expect((await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })).status).toBe(200)
    const { body } = await phloem.api('GET', '/api/numbers')
    expect(body.numbers).toMatchObject([
      { number: NUMBER, source: 'manual', flowId: 'guide', flowName: 'The guide' },
    ])
  })

  it.each(['POST', 'GET'] as const)(
    'answers a signed %s with a Dial that leaves nothing to defaults',
    async (method) => {
      const callUUID = randomUUID()
      const answer = await ask(answerUrl(), answerParams(callUUID), { method })
      expect(answer).toMatchObject({ status: 200 })
      expect(answer.contentType).toMatch(/^text\/xml/)
      expect(answer.element('Dial')).toMatchObject({
        action: expect.stringMatching(
          new RegExp(`/plivo/calls/${callUUID}/1/forward/dial-ended#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt$`),
        ),
        method: 'POST',
        redirect: 'true',
        timeout: '30',
        timeLimit: '14400',
        callerId: '+14155550100',
        callbackMethod: 'POST',
      })
      expect(answer.body).toContain('<Number>+12025550101</Number><Number>+12025550102</Number>')
    },
  )

  it('is known by localhost and by its number while no public address is set', async () => {
    const numbered = answerUrl().replace('localhost', '127.0.0.1')
    expect((await ask(numbered, answerParams(randomUUID()))).status).toBe(200)
  })

  it.each([
    {
      DialStatus: 'completed',
      DialHangupCause: 'NORMAL_CLEARING',
      DialBLegUUID: 'b-leg',
      DialRingStatus: 'true',
      state: 'completed',
    },
    {
      DialStatus: 'no-answer',
      DialHangupCause: 'NO_ANSWER',
      DialBLegUUID: '',
      DialRingStatus: 'true',
      state: 'no_answer',
    },
    {
      DialStatus: 'busy',
      DialHangupCause: 'USER_BUSY',
      DialBLegUUID: '',
      DialRingStatus: 'true',
      state: 'busy_rejected',
    },
    {
      DialStatus: 'failed',
      DialHangupCause: 'UNALLOCATED_NUMBER',
      DialBLegUUID: '',
      DialRingStatus: 'false',
      state: 'failed',
    },
    {
      DialStatus: 'timeout',
      DialHangupCause: '',
      DialBLegUUID: '',
      DialRingStatus: 'false',
      state: 'failed',
    },
  ])('reports $DialStatus with exactly the five pairs and hangs up', async ({ state, ...dial }) => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID))
    const action = answer.element('Dial')?.action ?? ''
    const instructions = await ask(action, dialParams(callUUID, dial))
    expect(instructions.status).toBe(200)
    expect(instructions.body).toBe('<Response><Hangup/></Response>')

    const report = await reports.of(callUUID)
    expect(report.method).toBe('POST')
    expect(report.pairs).toEqual([
      ['DialStatus', dial.DialStatus],
      ['DialRingStatus', dial.DialRingStatus],
      ['DialHangupCause', dial.DialHangupCause],
      ['DialALegUUID', callUUID],
      ['DialBLegUUID', dial.DialBLegUUID],
    ])
    await ask(hangupUrl(), hangupParams(callUUID))
    expect(await callDetails(callUUID)).toMatchObject({ status: 'ended', state, dialStatus: dial.DialStatus })
  })

  it('answers a callback that comes twice with the same bytes, and reports once', async () => {
    const callUUID = randomUUID()
    const answers = [
      await ask(answerUrl(), answerParams(callUUID)),
      await ask(answerUrl(), answerParams(callUUID)),
    ]
    expect(answers[1]?.body).toBe(answers[0]?.body)
    const action = answers[0]?.element('Dial')?.action ?? ''
    const nonce = '20418826715340098213'
    const busy = dialParams(callUUID, { DialStatus: 'busy', DialHangupCause: 'USER_BUSY' })
    const ends = await Promise.all([
      ask(action, busy, { nonce }),
      ask(action, busy, { nonce }),
      ask(action, busy),
    ])
    expect(new Set(ends.map(({ body }) => body)).size).toBe(1)

    await until('the report to be delivered', async () =>
      (await callDetails(callUUID)).deliveries[0]?.state === 'delivered' ? true : null,
    )
    expect(timesReported(callUUID)).toBe(1)
    const { webhooks, events } = await callDetails(callUUID)
    expect(events.map(({ event }: { event: { type: string } }) => event.type)).toEqual([
      'call_started',
      'dial_ended',
    ])
    expect(webhooks.filter(({ isDuplicate }: { isDuplicate: boolean }) => isDuplicate)).toHaveLength(3)
  })

  it('never dials again for the end of a dial that is not the one it waits for', async () => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID))
    const action = answer.element('Dial')?.action ?? ''
    const ahead = await ask(action.replace('/1/forward/', '/2/forward/'), dialParams(callUUID))
    expect(ahead.body).toMatch(/<Speak[^>]*>We are sorry/)
    const { events } = await callDetails(callUUID)
    expect(events.at(-1).trace).toEqual([
      { type: 'ignored', event: 'dial_ended', reason: 'it belongs to step 2' },
    ])
    expect((await ask(action, dialParams(callUUID))).body).toBe('<Response><Hangup/></Response>')
  })

  it('serves a caller who withholds the number', async () => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID, { From: '' }))
    expect(answer.element('Dial')).not.toHaveProperty('callerId')
    await ask(answer.element('Dial')?.action ?? '', dialParams(callUUID, { From: '' }))
    await reports.of(callUUID)
  })

  it('takes a hang-up at the answer URL for what it is', async () => {
    const callUUID = randomUUID()
    await ask(answerUrl(), answerParams(callUUID))
    const answer = await ask(answerUrl(), hangupParams(callUUID))
    expect(answer).toMatchObject({ status: 200, body: '<Response></Response>' })
    expect(await callDetails(callUUID)).toMatchObject({ status: 'ended' })
  })

  it('concludes the outcome from the hang-up when the dial never reports, and says so', async () => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID))
    const callback = answer.element('Dial')?.callbackUrl ?? ''
    await ask(callback, {
      CallUUID: callUUID,
      DialAction: 'answer',
      DialBLegUUID: 'b-leg',
      DialBLegTo: '12025550102',
      Event: 'DialAnswer',
    })
    await ask(hangupUrl(), hangupParams(callUUID))

    const report = await reports.of(callUUID)
    expect(Object.fromEntries(report.pairs)).toEqual({
      DialStatus: 'completed',
      DialRingStatus: 'true',
      DialHangupCause: 'NORMAL_CLEARING',
      DialALegUUID: callUUID,
      DialBLegUUID: 'b-leg',
    })
    const { events } = await callDetails(callUUID)
    expect(events.at(-1).event.type).toBe('dial_end_missed')
    expect(JSON.stringify(events.at(-1).trace)).toContain('concluded from the hang-up')

    const late = await ask(answer.element('Dial')?.action ?? '', dialParams(callUUID))
    expect(late.status).toBe(200)
    expect(timesReported(callUUID)).toBe(1)
  })

  it('keeps a call on its version, whatever is published meanwhile', async () => {
    const callUUID = randomUUID()
    const answer = await ask(answerUrl(), answerParams(callUUID))
    const changed = guideFlow(`${reports.url}/v2`)
    await phloem.api('PUT', '/api/flows/guide', changed)
    expect((await phloem.api('POST', '/api/flows/guide/publish')).body.version).toBe(2)
    await ask(answer.element('Dial')?.action ?? '', dialParams(callUUID))

    expect((await reports.of(callUUID)).path).toBe('/dial-status')
    expect(await callDetails(callUUID)).toMatchObject({ version: 1 })
    const newCall = randomUUID()
    await ask(answerUrl(), answerParams(newCall))
    expect(await callDetails(newCall)).toMatchObject({ version: 2 })
  })
})
