/** What an attribute's value may be; `count` is an integer above 0, `whole` one from 0. */
export type AttributeKind = 'text' | 'boolean' | 'count' | 'whole' | readonly string[]

export interface ElementDefinition {
  /** Names of the elements that may stand inside; `any` for SSML. */
  children: readonly string[] | 'any'
  /** Whether it must hold some text. */
  needsText: boolean
  attributes: Readonly<Record<string, AttributeKind>>
}

const define = (
  attributes: Record<string, AttributeKind>,
  { children = [], needsText = false }: Partial<Pick<ElementDefinition, 'children' | 'needsText'>> = {},
): ElementDefinition => ({ attributes, children, needsText })

const verb = ['GET', 'POST']
const keys = [...'0123456789*#']
/** `method` stays a text: Plivo reports a wrong one when it is used (7032, 7034). */
const action = { action: 'text', method: 'text', redirect: 'boolean' } as const
const callback = { callbackUrl: 'text', callbackMethod: verb } as const
const caller = { callerId: 'text', callerName: 'text' } as const
const sendDigits = { sendDigits: 'text', sendOnPreanswer: 'boolean' } as const

/** Plivo Voice XML: every element and attribute known of it (Voice XML pages, XML builder of the Node SDK). */
export const vocabulary: Readonly<Record<string, ElementDefinition>> = {
  Response: define(
    {},
    {
      children: [
        'Speak',
        'Play',
        'Wait',
        'Redirect',
        'Hangup',
        'Dial',
        'Record',
        'PreAnswer',
        'GetDigits',
        'GetInput',
        'Message',
        'Conference',
        'MultiPartyCall',
        'DTMF',
        'Stream',
      ],
    },
  ),
  Speak: define({ voice: 'text', language: 'text', loop: 'whole' }, { children: 'any', needsText: true }),
  Play: define({ loop: 'whole' }, { needsText: true }),
  Wait: define({ length: 'count', silence: 'boolean', minSilence: 'count', beep: 'text' }),
  Redirect: define({ method: 'text' }, { needsText: true }),
  Hangup: define({ reason: ['rejected', 'busy'], schedule: 'count' }),
  PreAnswer: define(
    {},
    { children: ['Speak', 'Play', 'Wait', 'GetDigits', 'GetInput', 'Redirect', 'Message', 'DTMF'] },
  ),
  Dial: define(
    {
      ...action,
      ...callback,
      ...caller,
      timeout: 'count',
      timeLimit: 'count',
      hangupOnStar: 'boolean',
      confirmSound: 'text',
      confirmKey: keys,
      confirmTimeout: 'count',
      dialMusic: 'text',
      digitsMatch: 'text',
      digitsMatchBLeg: 'text',
      sipHeaders: 'text',
      callType: ['voice', 'whatsapp'],
    },
    { children: ['Number', 'User'] },
  ),
  Number: define(
    { ...sendDigits, ...caller, sendDigitsMode: 'text', sipHeaders: 'text' },
    { needsText: true },
  ),
  User: define(
    { ...sendDigits, ...caller, sipHeaders: 'text', sipAuthUsername: 'text', sipAuthPassword: 'text' },
    { needsText: true },
  ),
  Record: define({
    ...action,
    ...callback,
    timeout: 'count',
    maxLength: 'count',
    finishOnKey: 'text',
    playBeep: 'boolean',
    recordSession: 'boolean',
    startOnDialAnswer: 'boolean',
    fileFormat: ['mp3', 'wav'],
    recordChannelType: ['mono', 'stereo'],
    transcriptionType: 'text',
    transcriptionUrl: 'text',
    transcriptionMethod: verb,
  }),
  GetDigits: define(
    {
      ...action,
      timeout: 'count',
      digitTimeout: 'count',
      numDigits: 'count',
      log: 'boolean',
      finishOnKey: 'text',
      retries: 'count',
      playBeep: 'boolean',
      validDigits: 'text',
      invalidDigitsSound: 'text',
    },
    { children: ['Speak', 'Play', 'Wait'] },
  ),
  GetInput: define(
    {
      ...action,
      inputType: ['dtmf', 'speech', 'dtmf speech'],
      executionTimeout: 'count',
      digitEndTimeout: 'text',
      speechEndTimeout: 'text',
      startInputTimeout: 'count',
      retries: 'count',
      finishOnKey: 'text',
      numDigits: 'count',
      speechModel: 'text',
      hints: 'text',
      language: 'text',
      interimSpeechResultsCallback: 'text',
      interimSpeechResultsCallbackMethod: verb,
      profanityFilter: 'boolean',
      log: 'boolean',
    },
    { children: ['Speak', 'Play', 'Wait'] },
  ),
  DTMF: define({ async: 'boolean' }, { needsText: true }),
  Message: define({ ...callback, src: 'text', dst: 'text', type: 'text' }, { needsText: true }),
}

/** Elements that the simulator knows by name only: it takes any attribute and does not perform them. */
export const unperformed: ReadonlySet<string> = new Set(['Conference', 'MultiPartyCall', 'Stream'])
