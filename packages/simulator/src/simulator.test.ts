import { afterEach, describe, expect, it } from 'vitest'
import type { Application } from './application.ts'
import type { PlaceCall } from './place-call.ts'
import {
  AUTH_TOKEN,
  PUBLIC_URL,
  type ReplyScript,
  type ScriptedApplication,
  startScriptedApplication,
} from './scripted-application.fixture.ts'
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts'
import { SimulatorError } from './simulator-error.ts'
import { transcriptText } from './transcript-text.ts'

const CALLER = '+12065550100'
const NUMBER = '+12025550199'
const TUNING = '#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt'

let simulator: Simulator
let application: ScriptedApplication

async function start(
  script: ReplyScript,
  urls: Partial<Application> = {},
  options: Partial<SimulatorOptions> = {},
) {
  application = await startScriptedApplication({ '/hangup': '', ...script })
  simulator = createSimulator({
    authId: 'MAXXXXXXXXXXXXXXXXXX',
    authToken: AUTH_TOKEN,
    numbers: [NUMBER],
    application: { answerUrl: `${PUBLIC_URL}/answer`, hangupUrl: `${PUBLIC_URL}/hangup`, ...urls },
    speed: Number.POSITIVE_INFINITY,
    reroute: (url) => application.reroute(url),
    ...options,
  })
}

/** Places one call and waits for its end. */
async function call(place: Partial<PlaceCall> = {}) {
  const { ended } = simulator.placeCall({ from: CALLER, to: NUMBER, legs: [], ...place })
  return ended
}

/** The whole of a call to an application that answers by script. */
async function run(script: ReplyScript, place: Partial<PlaceCall> = {}, urls: Partial<Application> = {}) {
  await start(script, urls)
  return call(place)
}

const requestsTo = (path: string) =>
  application.requests.filter((request) => request.path.split('?')[0] === path)
const paramsTo = (path: string) => requestsTo(path).map(({ params }) => params)

const xml = (...elements: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${elements.join('')}</Response>`
const dial = (attributes = '', ...numbers: string[]) =>
  `<Dial timeout="30" ${attributes}>${(numbers.length === 0 ? ['+12025550101'] : numbers)
    .map((number) => `<Number>${number}</Number>`)
    .join('')}</Dial>`
const ACTION = `action="${PUBLIC_URL}/dial" method="POST" redirect="true"`
const CALLBACKS = `callbackUrl="${PUBLIC_URL}/events" callbackMethod="POST"`
const HANGUP = xml('<Hangup/>')

afterEach(async () => {
  await simulator.stop()
  await application.close()
})

describe('an inbound call', () => {
  it('asks the answer URL with the parameters of a real one, in ASCII order and signed', async () => {
    const { callUUID } = await run({ '/answer': HANGUP }, { callerName: "Zoë O'Neil & Co" })
    const [request] = requestsTo('/answer')
    expect(request).toMatchObject({ method: 'POST', isSigned: true })
    expect(request?.names).toEqual(request?.names.toSorted())
    expect(request?.params).toEqual({
      BillRate: '0.0055',
      CallStatus: 'ringing',
      CallUUID: callUUID,
      CallerName: "Zoë O'Neil & Co",
      CountryCode: 'US',
      Direction: 'inbound',
      Event: 'StartApp',
      From: '12065550100',
      ParentAuthID: 'MAXXXXXXXXXXXXXXXXXX',
      RequestUUID: callUUID,
      RouteType: '',
      STIRAttestation: '',
      STIRVerification: 'Not Applicable',
      SessionStart: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$/),
      To: '12025550199',
    })
  })

  it('asks by GET where the application says so', async () => {
    await run(
      { '/answer': HANGUP },
      {},
      { answerUrl: `${PUBLIC_URL}/answer?flow=f%20a${TUNING}`, answerMethod: 'GET' },
    )
    expect(requestsTo('/answer')).toEqual([
      expect.objectContaining({
        method: 'GET',
        isSigned: true,
        params: expect.objectContaining({ flow: 'f a', Event: 'StartApp' }),
      }),
    ])
  })

  it('signs every request that it makes', async () => {
    await run(
      {
        '/answer': xml(
          `<Record recordSession="true" callbackUrl="${PUBLIC_URL}/recording?a=1"/>`,
          dial(`${ACTION} ${CALLBACKS} confirmSound="${PUBLIC_URL}/confirm" confirmKey="1"`),
        ),
        '/dial': xml(`<Redirect method="GET">${PUBLIC_URL}/next?step=3</Redirect>`),
        '/next': HANGUP,
        '/events': '',
        '/recording': '',
        '/confirm': xml('<Speak>Press 1</Speak>'),
      },
      {},
      { hangupUrl: `${PUBLIC_URL}/hangup${TUNING}` },
    )
    expect(application.requests.map(({ path, isSigned }) => [path.split('?')[0], isSigned])).toEqual([
      ['/answer', true],
      ['/events', true],
      ['/confirm', true],
      ['/events', true],
      ['/events', true],
      ['/recording', true],
      ['/dial', true],
      ['/next', true],
      ['/hangup', true],
    ])
  })

  it('reports its end to the hang-up URL', async () => {
    const { callUUID, end } = await run({
      '/answer': xml('<Speak>Hello there</Speak>', '<Wait length="70"/>', '<Hangup/>'),
    })
    expect(paramsTo('/hangup')).toEqual([
      expect.objectContaining({
        CallUUID: callUUID,
        Event: 'Hangup',
        CallStatus: 'completed',
        Duration: '71',
        BillDuration: '120',
        TotalCost: '0.01100',
        HangupCause: 'NORMAL_CLEARING',
        HangupCauseCode: '4000',
        HangupCauseName: 'Normal Hangup',
        HangupSource: 'Answer XML',
        StartTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        AnswerTime: expect.any(String),
        EndTime: expect.any(String),
      }),
    ])
    expect(end).toMatchObject({ code: 4000, callStatus: 'completed', dialStatuses: [] })
  })

  it('retries the hang-up URL as its fragment asks', async () => {
    await run(
      { '/answer': HANGUP, '/hangup': [{ status: 503 }, { status: 503 }, ''] },
      {},
      { hangupUrl: `${PUBLIC_URL}/hangup${TUNING}`, hangupMethod: 'GET' },
    )
    expect(requestsTo('/hangup').map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  })

  it.each([
    ['the elements run out', xml('<Wait/>'), 4010, 'completed'],
    ['there are no elements', '<Response/>', 4010, 'completed'],
    ['the call is rejected', xml('<Hangup reason="rejected"/>'), 3020, 'busy'],
    ['the line is called busy', xml('<Hangup reason="busy"/>'), 3010, 'busy'],
    [
      'an answered call is hung up with a reason',
      xml('<Speak>Hi</Speak><Hangup reason="busy"/>'),
      4000,
      'completed',
    ],
    [
      'a call is refused that only heard something before the answer',
      xml('<PreAnswer><Speak>Hi</Speak></PreAnswer><Hangup reason="busy"/>'),
      3010,
      'busy',
    ],
    ['a hang-up is scheduled', xml('<Hangup schedule="30"/><Wait length="60"/>'), 6000, 'completed'],
    ['music plays for ever', xml('<Play loop="0">https://files.example.com/a.mp3</Play>'), 6000, 'completed'],
    [
      'nobody presses a key',
      xml('<GetDigits><Speak>Press a key</Speak></GetDigits><Hangup/>'),
      4000,
      'completed',
    ],
    ['a Redirect leads to no web address', xml('<Redirect>/next</Redirect>'), 7024, 'failed'],
    [
      'a Redirect uses another method',
      xml(`<Redirect method="PUT">${PUBLIC_URL}/a</Redirect>`),
      7034,
      'failed',
    ],
    ['a Redirect leads nowhere', xml(`<Redirect>${PUBLIC_URL}/nowhere</Redirect>`), 7014, 'failed'],
    ['a Redirect leads to JSON', xml(`<Redirect>${PUBLIC_URL}/json</Redirect>`), 8014, 'failed'],
    ['a Redirect leads to itself', xml(`<Redirect>${PUBLIC_URL}/answer</Redirect>`), 5010, 'failed'],
    ['a Dial action leads to no web address', xml(dial('action="/dial"')), 7022, 'completed'],
    [
      'a Dial action uses another method',
      xml(dial(`action="${PUBLIC_URL}/a" method="PUT"`)),
      7032,
      'completed',
    ],
    ['a Dial action leads nowhere', xml(dial(`action="${PUBLIC_URL}/nowhere"`)), 7012, 'completed'],
    ['a Dial action leads to JSON', xml(dial(`action="${PUBLIC_URL}/json"`)), 8012, 'completed'],
  ])('when %s ends as it would at Plivo', async (_, answer, code, callStatus) => {
    const { end } = await run({ '/answer': answer, '/json': { type: 'application/json', body: '{}' } })
    expect(end).toMatchObject({ code, callStatus })
    expect(paramsTo('/hangup')).toMatchObject([{ HangupCauseCode: String(code), CallStatus: callStatus }])
  })

  it('follows a Redirect with the standard parameters and runs nothing behind it', async () => {
    const transcript = await run({
      '/answer': xml(`<Redirect>${PUBLIC_URL}/next</Redirect>`, '<Speak>Never heard</Speak>'),
      '/next': HANGUP,
    })
    expect(paramsTo('/next')).toMatchObject([{ CallUUID: transcript.callUUID, CallStatus: 'in-progress' }])
    expect(transcriptText(transcript)).not.toContain('says “Never heard”')
  })

  it('lets time pass only while it waits', async () => {
    const { entries } = await run({
      '/answer': xml('<Wait length="3"/>', '<PreAnswer><Wait length="4"/></PreAnswer>', '<Hangup/>'),
    })
    expect(entries.at(-1)).toMatchObject({ type: 'webhook', purpose: 'hangup', atSeconds: 7 })
  })

  it('names what it does not simulate and goes on', async () => {
    const transcript = await run({
      '/answer': xml('<Conference anything="goes">room</Conference>', '<Hangup/>'),
    })
    expect(transcriptText(transcript)).toContain('Conference is not simulated')
    expect(transcript.end).toMatchObject({ code: 4000 })
  })
})

describe('an answer URL that fails', () => {
  it.each([
    ['says 500', { status: 500, body: HANGUP }, 7011],
    ['says 404', { status: 404 }, 7011],
    ['redirects', { status: 302 }, 7011],
    ['answers with JSON', { type: 'application/json', body: '{}' }, 8011],
    ['answers XML by another type', { type: 'text/html', body: HANGUP }, 8011],
    ['answers with nothing', '', 8011],
    ['answers with more than 100 KB', xml(`<!--${'x'.repeat(100 * 1024)}-->`), 8011],
    ['answers with an unknown element', xml('<Say>Hello</Say>'), 8011],
  ])('ends the call when it %s', async (_, answer, code) => {
    const { end } = await run({ '/answer': answer })
    expect(end).toMatchObject({ code, source: 'Error', callStatus: 'failed' })
    expect(requestsTo('/answer')).toHaveLength(1)
  })

  it('is asked again when its fragment says so', async () => {
    const { end } = await run(
      { '/answer': [{ status: 500 }, { status: 502 }, HANGUP] },
      {},
      { answerUrl: `${PUBLIC_URL}/answer${TUNING}` },
    )
    expect(end).toMatchObject({ code: 4000 })
    expect(requestsTo('/answer')).toHaveLength(3)
  })

  it.each([
    ['cannot be reached', { status: 500 }],
    ['answers badly', 'hello'],
  ])('is replaced by the fallback URL when it %s', async (_, answer) => {
    const { end } = await run(
      { '/answer': answer, '/fallback': HANGUP },
      {},
      { fallbackUrl: `${PUBLIC_URL}/fallback` },
    )
    expect(end).toMatchObject({ code: 4000 })
    expect(paramsTo('/fallback')).toMatchObject([{ Event: 'StartApp', CallStatus: 'ringing' }])
  })

  it('ends the call when the fallback URL fails too', async () => {
    const { end } = await run(
      { '/answer': 'hello' },
      {},
      { fallbackUrl: `${PUBLIC_URL}/fallback`, fallbackMethod: 'GET' },
    )
    expect(end).toMatchObject({ code: 7011 })
    expect(requestsTo('/fallback')).toMatchObject([{ method: 'GET' }])
  })
})

describe('a Dial', () => {
  it.each([
    [['answer'], 'completed', 'true', 'NORMAL_CLEARING', true],
    [['busy'], 'busy', 'false', 'USER_BUSY', false],
    [['reject'], 'busy', 'true', 'CALL_REJECTED', false],
    [['no_answer'], 'no-answer', 'true', 'NO_ANSWER', false],
    [['unreachable'], 'failed', 'false', 'UNALLOCATED_NUMBER', false],
    [['timeout'], 'timeout', 'false', 'RECOVERY_ON_TIMER_EXPIRE', false],
    [['cancel'], 'cancel', 'true', 'ORIGINATOR_CANCEL', false],
  ] as const)(
    'to a callee who does %j requests the action with %s',
    async ([outcome], status, rang, cause, hasBLeg) => {
      const transcript = await run(
        { '/answer': xml(dial(ACTION), '<Speak>Never heard</Speak>'), '/dial': HANGUP },
        { legs: [{ outcome }] },
      )
      expect(paramsTo('/dial')).toEqual([
        expect.objectContaining({
          CallUUID: transcript.callUUID,
          CallStatus: 'in-progress',
          From: '12065550100',
          DialStatus: status,
          DialRingStatus: rang,
          DialHangupCause: cause,
          DialALegUUID: transcript.callUUID,
          DialBLegUUID: hasBLeg ? expect.stringMatching(/^[\da-f-]{36}$/) : '',
        }),
      ])
      expect(transcript.end?.dialStatuses).toEqual([status])
      expect(transcriptText(transcript)).not.toContain('says “Never heard”')
    },
  )

  it('tells the callback URL about every leg, losers of the race too', async () => {
    const { callUUID } = await run(
      { '/answer': xml(dial(CALLBACKS, '+12025550101', '+12025550102')), '/events': '' },
      { legs: [{ outcome: 'no_answer' }, { outcome: 'answer', ringSeconds: 2, talkSeconds: 61 }] },
    )
    const events = paramsTo('/events')
    const facts = events.map((params) => [
      params.Event,
      params.DialAction,
      params.DialBLegPosition,
      params.DialBLegHangupCauseCode,
    ])
    expect(facts).toEqual([
      ['DialAnswer', 'answer', '2', undefined],
      ['DialConnected', 'connected', '2', undefined],
      ['DialHangup', 'hangup', '1', '9000'],
      ['DialHangup', 'hangup', '2', '4000'],
    ])
    expect(events[2]).toMatchObject({ DialBLegHangupCauseName: 'Lost Race', DialBLegDuration: '0' })
    expect(events[3]).toMatchObject({
      CallUUID: callUUID,
      DialALegUUID: callUUID,
      DialBLegUUID: events[0]?.DialBLegUUID,
      DialBLegFrom: CALLER,
      DialBLegTo: '+12025550102',
      DialBLegDuration: '61',
      DialBLegBillDuration: '120',
      DialBLegHangupCause: 'NORMAL_CLEARING',
      DialBLegHangupCauseName: 'Normal Hangup',
      DialBLegHangupSource: 'Callee',
    })
  })

  it('tells the callback URL by GET where it says so', async () => {
    await run({
      '/answer': xml(dial(`callbackUrl="${PUBLIC_URL}/events" callbackMethod="GET"`)),
      '/events': '',
    })
    expect(requestsTo('/events').map(({ method }) => method)).toEqual(['GET', 'GET', 'GET'])
  })

  it('shows the caller id of the number, else of the Dial', async () => {
    await run({
      '/answer': xml(
        `<Dial callerId="+12025550111" ${CALLBACKS}><Number callerId="+12025550122">+12025550101</Number><User>sip:anna@example.com</User></Dial>`,
      ),
      '/events': '',
    })
    const shown = paramsTo('/events').map(({ DialBLegTo, DialBLegFrom }) => [DialBLegTo, DialBLegFrom])
    expect(shown).toContainEqual(['+12025550101', '+12025550122'])
    expect(shown).toContainEqual(['sip:anna@example.com', '+12025550111'])
  })

  it('without redirect requests the action, ignores its answer and goes on below', async () => {
    const { end } = await run(
      {
        '/answer': xml(
          dial(`action="${PUBLIC_URL}/dial" redirect="false"`),
          dial(`action="${PUBLIC_URL}/dial" redirect="false" method="GET"`, '+12025550102'),
        ),
        '/dial': xml('<Speak>Ignored</Speak>'),
      },
      { legs: [{ outcome: 'busy' }, { outcome: 'reject' }] },
    )
    expect(requestsTo('/dial')).toMatchObject([
      { method: 'POST', params: { DialHangupCause: 'USER_BUSY' } },
      { method: 'GET', params: { DialHangupCause: 'CALL_REJECTED' } },
    ])
    expect(end).toMatchObject({ code: 4010, callStatus: 'busy', dialStatuses: ['busy', 'busy'] })
  })

  it('plays the prompt of a screened call to the callee and waits for the key', async () => {
    const screened = dial(`${ACTION} confirmSound="${PUBLIC_URL}/confirm" confirmKey="1" confirmTimeout="10"`)
    const transcript = await run(
      { '/answer': xml(screened), '/confirm': xml('<Speak>Press 1</Speak><Hangup/>'), '/dial': HANGUP },
      { legs: [{ outcome: 'answer', pressKey: '2' }] },
    )
    expect(requestsTo('/confirm')).toMatchObject([{ method: 'POST', params: { DialBLegTo: '+12025550101' } }])
    expect(paramsTo('/dial')).toMatchObject([
      { DialStatus: 'no-answer', DialRingStatus: 'true', DialBLegUUID: '' },
    ])
    const text = transcriptText(transcript)
    expect(text).toContain('says “Press 1” to +12025550101')
    expect(text).toContain('ignores Hangup')
  })

  it('posts the recording of the session when the talk is over', async () => {
    await run({
      '/answer': xml(
        `<Record recordSession="true" startOnDialAnswer="true" callbackUrl="${PUBLIC_URL}/recording" action="${PUBLIC_URL}/started" redirect="false"/>`,
        dial(),
      ),
      '/recording': '',
      '/started': '',
    })
    const [started] = paramsTo('/started')
    expect(started).toMatchObject({ RecordingDuration: '-1' })
    expect(paramsTo('/recording')).toMatchObject([
      { RecordUrl: started?.RecordUrl, RecordingID: started?.RecordingID, RecordingDuration: '20' },
    ])
    expect(started?.RecordUrl).toMatch(/^https:.*\.mp3$/)
  })

  it('posts the recording after the call when nobody was dialled', async () => {
    await run({
      '/answer': xml(
        `<Record recordSession="true" callbackUrl="${PUBLIC_URL}/recording"/>`,
        '<Wait length="9"/>',
      ),
      '/recording': '',
    })
    expect(paramsTo('/recording')).toMatchObject([{ RecordingDuration: '9', RecordingDurationMs: '9000' }])
  })

  it('posts no recording of a talk that never began', async () => {
    await run(
      {
        '/answer': xml(
          `<Record recordSession="true" startOnDialAnswer="true" callbackUrl="${PUBLIC_URL}/recording"/>`,
          dial(),
        ),
      },
      { legs: [{ outcome: 'busy' }] },
    )
    expect(requestsTo('/recording')).toEqual([])
  })

  it('says so when a recipient cannot be dialled at all', async () => {
    const transcript = await run({ '/answer': xml(dial('', '{{Start.call.from}}')) })
    expect(transcriptText(transcript)).toContain('cannot dial {{Start.call.from}}')
    expect(transcript.end?.dialStatuses).toEqual(['failed'])
  })
})

describe('a caller who hangs up', () => {
  const script = {
    '/answer': xml(dial(`${ACTION} ${CALLBACKS}`)),
    '/dial': xml('<Speak>Never heard</Speak>'),
    '/events': '',
  }

  it('while it rings still brings the action request, then the hang-up', async () => {
    const { end } = await run(script, {
      legs: [{ outcome: 'no_answer' }],
      hangup: { while: 'ringing', afterSeconds: 6 },
    })
    expect(application.requests.slice(1)).toMatchObject([
      { path: '/events', params: { DialAction: 'hangup', DialBLegHangupCauseCode: '1000' } },
      {
        path: '/dial',
        params: { DialStatus: 'cancel', DialRingStatus: 'true', DialHangupCause: 'ORIGINATOR_CANCEL' },
      },
      { path: '/hangup', params: { CallStatus: 'cancel', HangupCauseCode: '1000', HangupSource: 'Caller' } },
    ])
    expect(end).toMatchObject({ code: 1000, callStatus: 'cancel', dialStatuses: ['cancel'] })
  })

  it('while talking completes the dial', async () => {
    const { end, entries } = await run(script, { hangup: { while: 'talking', afterSeconds: 6 } })
    expect(paramsTo('/dial')).toMatchObject([{ DialStatus: 'completed' }])
    expect(end).toMatchObject({ code: 4000, source: 'Caller', callStatus: 'completed' })
    expect(entries.find(({ type }) => type === 'call_cut')).toMatchObject({ actor: 'caller', atSeconds: 10 })
  })

  it('brings no action request where the simulator is told so', async () => {
    await start(script, {}, { actionAfterCallerHangup: false })
    await call({ legs: [{ outcome: 'no_answer' }], hangup: { while: 'ringing', afterSeconds: 6 } })
    expect(requestsTo('/dial')).toEqual([])
    expect(requestsTo('/hangup')).toHaveLength(1)
  })

  it('counts seconds from the first dial on, over dials and pauses', async () => {
    const { entries, end } = await run(
      { '/answer': xml(dial(), '<Wait length="10"/>', dial()) },
      {
        legs: [{ outcome: 'busy' }, { outcome: 'no_answer' }],
        hangup: { while: 'ringing', afterSeconds: 15 },
      },
    )
    expect(entries.find(({ type }) => type === 'call_cut')).toMatchObject({ atSeconds: 15 })
    expect(end?.dialStatuses).toEqual(['busy', 'cancel'])
  })

  it('may do so in a pause between two dials', async () => {
    const { entries, end } = await run(
      { '/answer': xml(dial(), '<Wait length="10"/>', dial()) },
      { legs: [{ outcome: 'busy' }], hangup: { while: 'ringing', afterSeconds: 5 } },
    )
    expect(entries.find(({ type }) => type === 'call_cut')).toMatchObject({ atSeconds: 5 })
    expect(end).toMatchObject({ code: 1000, dialStatuses: ['busy'] })
  })
})

describe('a caller who would hang up while it rings', () => {
  it.each([
    ['a pause', '<Wait length="10"/>', 34],
    ['a second dial', dial('', '+12025550102'), 54],
  ])('is content once there was a talk, also in %s behind it', async (_, element, endsAtSeconds) => {
    const { entries, end } = await run(
      { '/answer': xml(dial(), element) },
      {
        legs: [{ outcome: 'answer' }, { outcome: 'no_answer' }],
        hangup: { while: 'ringing', afterSeconds: 30 },
      },
    )
    expect(entries.at(-1)).toMatchObject({ atSeconds: endsAtSeconds })
    expect(end).toMatchObject({ code: 4010 })
  })
})

describe('the simulator', () => {
  it('refuses calls that make no sense, by field', async () => {
    await start({})
    const place = (part: object) => () => simulator.placeCall({ from: CALLER, to: NUMBER, legs: [], ...part })
    expect(place({ to: '+12025550198' })).toThrow(new SimulatorError('to', '+12025550198 is not rented'))
    expect(place({ from: 'anna' })).toThrow(expect.objectContaining({ field: 'from' }))
    expect(() =>
      createSimulator({
        authId: '',
        authToken: '',
        numbers: ['x'],
        application: { answerUrl: '', hangupUrl: '' },
      }),
    ).toThrow(expect.objectContaining({ field: 'numbers' }))
  })

  it('rents and releases numbers', async () => {
    await start({ '/answer': HANGUP })
    simulator.rent('1 202 555 0198')
    expect(simulator.numbers()).toEqual([NUMBER, '+12025550198'])
    expect((await call({ to: '+12025550198' })).end).toMatchObject({ code: 4000 })
    simulator.release('+12025550198')
    expect(simulator.numbers()).toEqual([NUMBER])
  })

  it('asks for the application of the called number at every call', async () => {
    const paths = ['/first', '/second']
    await start(
      { '/first': HANGUP, '/second': HANGUP },
      {},
      {
        application: () => ({ answerUrl: PUBLIC_URL + paths.shift(), hangupUrl: `${PUBLIC_URL}/hangup` }),
      },
    )
    await call()
    await call()
    expect([requestsTo('/first').length, requestsTo('/second').length]).toEqual([1, 1])
  })

  it('keeps the transcripts of past calls and of none that never was', async () => {
    const transcript = await run({ '/answer': HANGUP })
    expect(simulator.transcript(transcript.callUUID)).toEqual(transcript)
    expect(simulator.transcript('00000000-0000-0000-0000-000000000000')).toBeNull()
  })

  it('forgets the oldest call when there were more than 500', async () => {
    await start({}, { answerUrl: 'nowhere', hangupUrl: 'nowhere' })
    const calls = Array.from({ length: 501 }, () =>
      simulator.placeCall({ from: CALLER, to: NUMBER, legs: [] }),
    )
    const [first, second] = await Promise.all(calls.map(({ ended }) => ended))
    expect(simulator.transcript(first?.callUUID ?? '')).toBeNull()
    expect(simulator.transcript(second?.callUUID ?? '')).toEqual(second)
  })

  it('tells listeners every entry as it happens, until they leave', async () => {
    await start({ '/answer': HANGUP })
    const heard: string[] = []
    const leave = simulator.onEntry((entry, callUUID) => heard.push(`${callUUID} ${entry.type}`))
    const { callUUID, entries } = await call()
    leave()
    await call()
    expect(heard).toEqual(entries.map(({ type }) => `${callUUID} ${type}`))
  })

  it('ends calls where they are when it stops, without a hang-up webhook', async () => {
    await start({ '/answer': xml('<Wait length="3600"/>') }, {}, { speed: 1 })
    const waits = new Promise((resolve) =>
      simulator.onEntry((entry) => entry.type === 'element' && resolve(entry)),
    )
    const { ended } = simulator.placeCall({ from: CALLER, to: NUMBER, legs: [] })
    await waits
    await simulator.stop()
    expect(await ended).toMatchObject({ end: null })
    expect(requestsTo('/hangup')).toEqual([])
    expect(() => simulator.placeCall({ from: CALLER, to: NUMBER, legs: [] })).toThrow(SimulatorError)
  })

  it('writes a transcript that reads well', async () => {
    const transcript = await run(
      { '/answer': xml(dial(ACTION, '+12025550101', '+12025550102')), '/dial': HANGUP },
      { legs: [{ outcome: 'busy' }, { outcome: 'answer' }], callerName: 'Anna' },
    )
    expect(transcriptText(transcript)).toBe(
      [
        '   0.0 s  caller   calls +12025550199 from +12065550100 (Anna)',
        '   0.0 s  carrier  POST /answer → 200',
        '                     <Response>',
        `                       <Dial timeout="30" action="${PUBLIC_URL}/dial" method="POST" redirect="true">`,
        '                         <Number>+12025550101</Number>',
        '                         <Number>+12025550102</Number>',
        '                       </Dial>',
        '                     </Response>',
        '   0.0 s  system   dials +12025550101, +12025550102 for 30 s',
        '   0.0 s  callee   +12025550102 rings',
        '   1.0 s  callee   +12025550101 is busy',
        '   4.0 s  callee   +12025550102 answers',
        '   4.0 s  callee   +12025550102 talks to the caller',
        '  24.0 s  callee   +12025550102 hangs up',
        '  24.0 s  carrier  ends the dial: completed (NORMAL_CLEARING), it rang',
        '  24.0 s  carrier  POST /dial DialStatus=completed DialRingStatus=true DialHangupCause=NORMAL_CLEARING → 200 <Response><Hangup/></Response>',
        '  24.0 s  system   hangs up',
        '  24.0 s  carrier  ends the call: 4000 Normal Hangup (Answer XML), completed',
        '  24.0 s  carrier  POST /hangup CallStatus=completed HangupCauseName=Normal Hangup → 200',
      ].join('\n'),
    )
  })
})
