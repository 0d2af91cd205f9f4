import type { Dial, Emitted, VoiceEffect } from '@phloem/flow'
import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { Response } from 'plivo/dist/utils/plivoxml.js'
import { describe, expect, it } from 'vitest'
import type { CallbackUrls } from './callback-urls.ts'
import { voiceXml } from './voice-xml.ts'
import { XmlTooLarge } from './xml-too-large.ts'

const TUNED = '#ct=2000&rt=5000&rc=2&rp=5xx,ct,rt'
const base = 'https://flows.example.com/plivo/c1/2/forward'

const at = (what: string) => (step: number, nodeId: string | null) =>
  `https://flows.example.com/plivo/c1/${step}/${nodeId}/${what}`

const urls: CallbackUrls = {
  dialEnded: at('dial-ended'),
  dialEvent: at('dial-event'),
  confirmSound: at('confirm'),
  recorded: at('recorded'),
}

const dial: Emitted<Dial> = {
  type: 'dial',
  nodeId: 'forward',
  step: 2,
  recipients: ['+12025550101'],
  callerId: '+14155550100',
  callerName: 'Ada',
  ringTimeoutSeconds: 30,
  timeLimitSeconds: 14_400,
  confirm: null,
  record: false,
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  htmlEntities: true,
})

/** `{ ':@': attributes, Name: children }`, in document order. */
const parse = (xml: string) => parser.parse(xml)[0].Response

const attributesOf = (effect: Emitted<Dial>, name = 'Dial'): Record<string, string> =>
  parse(voiceXml([effect], urls)).find((child: object) => name in child)[':@']

describe('voiceXml', () => {
  it('dials with every disputed default written out', () => {
    expect(attributesOf(dial)).toEqual({
      action: `${base}/dial-ended${TUNED}`,
      method: 'POST',
      redirect: 'true',
      timeout: '30',
      timeLimit: '14400',
      callerId: '+14155550100',
      callerName: 'Ada',
      hangupOnStar: 'false',
      callbackUrl: `${base}/dial-event${TUNED}`,
      callbackMethod: 'POST',
    })
  })

  it('dials several recipients at once, numbers and SIP addresses', () => {
    const recipients = ['+12025550101', 'sip:desk@example.com', 'SIPS:door@example.com']
    expect(voiceXml([{ ...dial, recipients }], urls)).toContain(
      '><Number>+12025550101</Number><User>sip:desk@example.com</User><User>SIPS:door@example.com</User></Dial>',
    )
  })

  it('screens the callee when the dial asks for a key', () => {
    const confirm = { prompt: 'Press 1', key: '1', timeoutSeconds: 10 }
    expect(attributesOf({ ...dial, confirm })).toMatchObject({
      confirmSound: `${base}/confirm${TUNED}`,
      confirmKey: '1',
      confirmTimeout: '10',
    })
  })

  it('records from the callee’s answer, as long as the talk may last', () => {
    const effect = { ...dial, record: true, timeLimitSeconds: 600 }
    expect(parse(voiceXml([effect], urls)).map((child: object) => Object.keys(child)[0])).toEqual([
      'Record',
      'Dial',
    ])
    expect(attributesOf(effect, 'Record')).toEqual({
      recordSession: 'true',
      startOnDialAnswer: 'true',
      redirect: 'false',
      fileFormat: 'mp3',
      recordChannelType: 'stereo',
      finishOnKey: '#',
      maxLength: '600',
      callbackUrl: `${base}/recorded${TUNED}`,
      callbackMethod: 'POST',
    })
  })

  it('leaves caller id and caller name to Plivo when the dial has none', () => {
    const attributes = attributesOf({ ...dial, callerId: '', callerName: '' })
    expect(Object.keys(attributes)).not.toContain('callerId')
    expect(Object.keys(attributes)).not.toContain('callerName')
  })

  it('gives the caller id in E.164', () => {
    expect(attributesOf({ ...dial, callerId: '14155550100' }).callerId).toBe('+14155550100')
  })

  it('cuts the caller name to 50 characters without splitting one', () => {
    expect(attributesOf({ ...dial, callerName: '😀'.repeat(51) }).callerName).toBe('😀'.repeat(50))
  })

  it('keeps a caller’s name inside its attribute', () => {
    const callerName = `Ada" action="https://evil.example.com`
    expect(attributesOf({ ...dial, callerName })).toMatchObject({
      callerName,
      action: `${base}/dial-ended${TUNED}`,
    })
  })

  it('speaks once, in a woman’s American English', () => {
    expect(voiceXml([{ type: 'speak', text: 'Tom & Jerry', nodeId: 'say', step: 1 }], urls)).toBe(
      '<Response><Speak language="en-US" voice="WOMAN" loop="1">Tom &amp; Jerry</Speak></Response>',
    )
  })

  it('speaks the first 3000 characters of a text without splitting one', () => {
    const xml = voiceXml([{ type: 'speak', text: '😀'.repeat(3001), nodeId: 'say', step: 1 }], urls)
    expect(parse(xml)[0].Speak[0]['#text']).toBe('😀'.repeat(3000))
  })

  it('hangs up', () => {
    expect(voiceXml([{ type: 'hang_up', nodeId: null, step: 0 }], urls)).toBe(
      '<Response><Hangup/></Response>',
    )
  })

  it('writes the effects in their order', () => {
    const effects: Emitted<VoiceEffect>[] = [
      { type: 'speak', text: 'One moment', nodeId: null, step: 2 },
      dial,
      { type: 'hang_up', nodeId: null, step: 2 },
    ]
    expect(parse(voiceXml(effects, urls)).map((child: object) => Object.keys(child)[0])).toEqual([
      'Speak',
      'Dial',
      'Hangup',
    ])
  })

  it('is an empty document when there are no effects', () => {
    expect(voiceXml([], urls)).toBe('<Response/>')
  })

  it('refuses to write more than Plivo takes', () => {
    expect(() => voiceXml([{ ...dial, recipients: ['x'.repeat(102_400)] }], urls)).toThrow(XmlTooLarge)
  })
})

/** The builder of the official SDK as far as it is used here; its own types are wrong about `callerId`. */
interface Builder {
  addSpeak: (text: string, attributes: object) => Builder
  addDial: (attributes: object) => Builder
  addRecord: (attributes: object) => Builder
  addHangup: (attributes?: object) => Builder
  addNumber: (number: string) => Builder
  addUser: (address: string) => Builder
  toXML: () => string
}

describe('the official SDK', () => {
  // The builder writes quotes in attributes unescaped and refuses some control characters, so it gets neither. The
  // parser reads an empty text as no text at all.
  const plain = fc.string({ unit: fc.constantFrom(..."aZ09 &<>'.,-éß中😀"), minLength: 1, maxLength: 40 })
  const recipients = fc.array(fc.constantFrom('+12025550101', '+4930123456', 'sip:desk@example.com'), {
    minLength: 1,
    maxLength: 10,
  })
  const seconds = fc.integer({ min: 1, max: 14_400 })
  const dials = fc.record({
    recipients,
    callerName: plain,
    ringTimeoutSeconds: seconds,
    timeLimitSeconds: seconds,
    confirm: fc.option(
      fc.record({ prompt: plain, key: fc.constantFrom(...'0123456789*#'), timeoutSeconds: seconds }),
    ),
    record: fc.boolean(),
  })

  it('builds an equal document, and knows every element and attribute that we write', () => {
    fc.assert(
      fc.property(dials, plain, (given, text) => {
        const effect = { ...dial, ...given }
        const effects: Emitted<VoiceEffect>[] = [
          { type: 'speak', text, nodeId: null, step: 2 },
          effect,
          { type: 'hang_up', nodeId: null, step: 2 },
        ]
        expect(parse(voiceXml(effects, urls))).toEqual(parse(builtBySdk(effect, text)))
      }),
      { numRuns: 200 },
    )
  })

  function builtBySdk(effect: Emitted<Dial>, text: string): string {
    const response = new Response() as unknown as Builder
    response.addSpeak(text, { language: 'en-US', voice: 'WOMAN', loop: 1 })
    if (effect.record) {
      response.addRecord({
        recordSession: true,
        startOnDialAnswer: true,
        redirect: false,
        fileFormat: 'mp3',
        recordChannelType: 'stereo',
        finishOnKey: '#',
        maxLength: effect.timeLimitSeconds,
        callbackUrl: `${base}/recorded${TUNED}`,
        callbackMethod: 'POST',
      })
    }
    const screening = effect.confirm && {
      confirmSound: `${base}/confirm${TUNED}`,
      confirmKey: effect.confirm.key,
      confirmTimeout: effect.confirm.timeoutSeconds,
    }
    const dialled = response.addDial({
      action: `${base}/dial-ended${TUNED}`,
      method: 'POST',
      redirect: true,
      timeout: effect.ringTimeoutSeconds,
      timeLimit: effect.timeLimitSeconds,
      callerId: effect.callerId,
      callerName: effect.callerName,
      hangupOnStar: false,
      callbackUrl: `${base}/dial-event${TUNED}`,
      callbackMethod: 'POST',
      ...screening,
    })
    for (const address of effect.recipients) {
      if (address.startsWith('sip:')) dialled.addUser(address)
      else dialled.addNumber(address)
    }
    response.addHangup()
    return response.toXML()
  }
})
