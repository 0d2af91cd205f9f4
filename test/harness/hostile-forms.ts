import { CALL_UUIDS_OF_STRANGERS, ODD_TEXTS } from './odd-texts.ts'

/** Repeatable dice, 0 to 1. */
export type Dice = () => number

export const pick = <T>(dice: Dice, list: readonly T[]): T => list[Math.floor(dice() * list.length)] as T

const PATHS = ['/plivo/answer', '/plivo/hangup', '/plivo/ring', '/plivo/fallback']
const CALLBACKS = ['dial-ended', 'dial-event', 'confirm', 'recorded', 'continue', 'answer', '__proto__']

/** What Plivo sends, by name, with values of the right kind. */
const USUAL: Record<string, readonly string[]> = {
  ALegUUID: ['6d1f2b9e-1d5a-4a53-9e0a-51c6e8f1a001'],
  BillDuration: ['0', '60'],
  CallStatus: ['ringing', 'in-progress', 'completed', 'busy', 'failed', 'timeout', 'no-answer', 'cancel'],
  CallerName: ['+14155550100', 'Ada'],
  DialAction: ['answer', 'connected', 'hangup', 'digits'],
  DialALegUUID: ['6d1f2b9e-1d5a-4a53-9e0a-51c6e8f1a001'],
  DialBLegStatus: ['answer', 'hangup'],
  DialBLegTo: ['12025550101'],
  DialBLegUUID: ['7d1f2b9e-1d5a-4a53-9e0a-51c6e8f1a002', ''],
  DialHangupCause: ['NORMAL_CLEARING', 'USER_BUSY', 'NO_ANSWER', 'CALL_REJECTED', ''],
  DialRingStatus: ['true', 'false'],
  DialStatus: ['completed', 'busy', 'failed', 'timeout', 'no-answer', 'cancel'],
  Digits: ['1', '1234#'],
  Direction: ['inbound', 'outbound'],
  Duration: ['0', '12'],
  Event: ['StartApp', 'Redirect', 'Hangup', 'DialHangup', 'DialAnswer', 'Ring'],
  From: ['14155550100', '+14155550100', 'anonymous', 'sip:ada@example.com', ''],
  HangupCause: ['NORMAL_CLEARING'],
  HangupCauseCode: ['4000'],
  HangupSource: ['Caller', 'Callee', 'Plivo'],
  RecordUrl: ['https://media.plivo.com/r.mp3'],
  RecordingID: ['9d1f2b9e-1d5a-4a53-9e0a-51c6e8f1a003'],
  SessionStart: ['2026-01-05 10:11:12.131415'],
  To: ['12025550177', '+12025550177', '12025550166', 'sip:desk@phone.plivo.com'],
}
const NAMES = Object.keys(USUAL)

export interface HostileForm {
  method: 'GET' | 'POST'
  /** With its query, percent-encoded well enough for a request line. */
  path: string
  /** Raw, as it goes over the wire; empty for GET. */
  body: string
}

/** One that Plivo would have to sign, and never sends: any callback, any names, any values, any encoding. */
export function hostileForm(dice: Dice, knownCallUUIDs: readonly string[]): HostileForm {
  const callUUID =
    dice() < 0.6 ? pick(dice, knownCallUUIDs) : pick(dice, [...CALL_UUIDS_OF_STRANGERS, ...ODD_TEXTS])
  const pairs = hostilePairs(dice, callUUID)
  const path = dice() < 0.5 ? pick(dice, PATHS) : callbackPath(dice, callUUID)
  const query = dice() < 0.15 ? `?${pick(dice, QUERIES)}` : ''
  if (dice() < 0.2) {
    const inQuery = lineSafe(pairs.slice(0, 60).join('&')).slice(0, 6000)
    return { method: 'GET', path: `${path}${query || '?'}${query === '' ? '' : '&'}${inQuery}`, body: '' }
  }
  return { method: 'POST', path: path + query, body: pairs.join('&').slice(0, 64 * 1024 - 1) }
}

const QUERIES = [
  'n=1',
  'n=99999999999999999999',
  'n=-1&n=2',
  'n[]=1',
  'late=1',
  'late=3',
  'late=999',
  'late=1&late=2',
  'late=%00',
  'n=1&late=2&__proto__=x&constructor=y',
  '%',
  '&&&===',
  '%E0%A4%A',
]

function callbackPath(dice: Dice, callUUID: string): string {
  const step = pick(dice, [
    '0',
    '1',
    '1',
    '1',
    '2',
    '3',
    '999999999',
    '0001',
    '-1',
    '1e3',
    'NaN',
    '1234567890',
  ])
  const node = pick(dice, [
    'forward',
    'report',
    '-',
    'nowhere',
    '__proto__',
    '%00',
    '%2F..%2F',
    '🦊'.repeat(3),
  ])
  const id = encodeURIComponent(callUUID.toWellFormed()).slice(0, 250).replace(/%.?$/, '') || '-'
  return `/plivo/calls/${id}/${step}/${lineSafe(node)}/${pick(dice, CALLBACKS)}`
}

function hostilePairs(dice: Dice, callUUID: string): string[] {
  const pairs = dice() < 0.85 ? [`CallUUID=${encoded(dice, callUUID)}`] : []
  const count = pick(dice, [0, 3, 8, 15, 15, 25, 25, 60, 400])
  for (let index = 0; index < count; index += 1) {
    const name = dice() < 0.8 ? pick(dice, NAMES) : encoded(dice, pick(dice, ODD_TEXTS))
    const usual = Object.hasOwn(USUAL, name) ? USUAL[name] : undefined
    const value = usual !== undefined && dice() < 0.6 ? pick(dice, usual) : oddText(dice)
    pairs.push(`${name}=${encoded(dice, value)}`)
  }
  if (dice() < 0.1) pairs.push(...pairs, ...pairs)
  if (dice() < 0.1) pairs.push(pick(dice, GARBLED))
  if (dice() < 0.02) pairs.push(`CallerName=${'x'.repeat(60_000)}`)
  return pairs
}

const oddText = (dice: Dice): string =>
  dice() < 0.8
    ? pick(dice, ODD_TEXTS)
    : Array.from({ length: Math.floor(dice() * 40) }, () => String.fromCharCode(dice() * 0xffff)).join('')

/** Not what can't be decoded: those are sent as they are. */
const GARBLED = [
  '%',
  '%zz',
  '%E2%82',
  '%FF%FE=%C0%80',
  '=',
  '&&&',
  '===',
  'a',
  '=x',
  'CallUUID',
  'CallUUID[]=1',
  'To=%00',
  ';From=1',
  '%u0041=1',
  '\u0000=\u0000',
]

const encoded = (dice: Dice, text: string): string =>
  dice() < 0.85
    ? encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+')
    : text.replace(/[&=+#]/g, '').toWellFormed()

/** What a request line may hold. */
const lineSafe = (text: string): string =>
  text.replace(/[^!-~]/gu, (char) => encodeURIComponent(char.toWellFormed()))
