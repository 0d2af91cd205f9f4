import { reportingFlow } from '../../apps/runtime/src/testing/phloem-in-process.ts'
import { type Dice, pick } from './hostile-forms.ts'
import { ODD_TEXTS } from './odd-texts.ts'

export interface HostileRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  payload?: string
}

/** Names that really exist beside those that hardly can, so that requests get further than the first look-up. */
const SEGMENTS = ['guide', 'guide', 'guide', '+12025550177', 'known-call', '1', '2', 'a-scenario']
const QUERY_NAMES = [
  ...[
    'limit',
    'cursor',
    'since',
    'until',
    'from',
    'to',
    'status',
    'state',
    'q',
    'flowId',
    'number',
    'callee',
  ],
  ...['dialStatus', 'callUUID', 'destination', 'origin', 'version', '__proto__', 'constructor'],
]
const QUERY_VALUES = [
  '1',
  '200',
  '0',
  'guide',
  'live',
  'dead',
  '2026-01-01T00:00:00Z',
  '2026-01-02',
  'W10',
  'bnVsbA',
]
const BODY_NAMES = [
  ...[
    'flowId',
    'alias',
    'fallbackNumber',
    'note',
    'ids',
    'origin',
    'url',
    'from',
    'to',
    'call',
    'outcomes',
    'version',
  ],
  ...[
    'token',
    'legs',
    'hangup',
    'destination',
    'phloem',
    'id',
    'name',
    'nodes',
    'edges',
    'layout',
    'speed',
    'notes',
  ],
]
const TYPES = [
  ...Array<string>(12).fill('application/json'),
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'x',
  '',
]

/** A request to a route such as `PUT /api/flows/:id`, with any parameters, query, headers and body. */
export function hostileRequest(dice: Dice, route: string): HostileRequest {
  const [method, pattern = ''] = route.split(' ') as [HostileRequest['method'], string?]
  const path = pattern.replace(/:\w+/g, () => segment(dice))
  const query = Array.from({ length: Math.floor(dice() * 4) }, () => {
    const value = dice() < 0.5 ? pick(dice, QUERY_VALUES) : pick(dice, ODD_TEXTS)
    return `${pick(dice, QUERY_NAMES)}=${escaped(value)}`
  })
  const request: HostileRequest = {
    method,
    url: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: dice() < 0.2 ? { 'if-match': escaped(pick(dice, ODD_TEXTS)) } : {},
  }
  if (method === 'GET' || method === 'HEAD' || dice() < 0.1) return request
  const type = pick(dice, TYPES)
  return {
    ...request,
    headers: { ...request.headers, ...(type === '' ? {} : { 'content-type': type }) },
    payload: bodyFor(dice, pattern),
  }
}

function segment(dice: Dice): string {
  const dot = dice()
  if (dot < 0.75) return pick(dice, SEGMENTS)
  return dot < 0.78
    ? pick(dice, ['%', '%E0%A4%A', '%00', '%2F', '%FF'])
    : escaped(pick(dice, ODD_TEXTS)) || '-'
}

function bodyFor(dice: Dice, pattern: string): string {
  const way = dice()
  if (way < 0.08) return pick(dice, ODD_TEXTS)
  if (way < 0.12)
    return pick(dice, [
      '{',
      '[',
      '"',
      '[1,]',
      '{"a":1}x',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{}}}',
    ])
  if (way < 0.14) return '['.repeat(20_000) + ']'.repeat(20_000)
  if (way < 0.16) return `{"nodes":${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}}`
  if (way < 0.4) return JSON.stringify(bodyOf(dice, BODY_NAMES, 3))
  return JSON.stringify(spoilt(dice, goodBody(dice, pattern)))
}

/** What the route would take, if nothing were spoilt. */
function goodBody(dice: Dice, pattern: string): unknown {
  if (pattern.startsWith('/api/numbers'))
    return { flowId: 'guide', alias: 'a', fallbackNumber: '+12025550101' }
  if (pattern.endsWith('/publish')) return { note: 'a note' }
  if (pattern.endsWith('/replay'))
    return pick(dice, [{ ids: ['x'] }, { flowId: 'guide', from: '2026-01-01' }, {}])
  if (pattern.endsWith('/reopen'))
    return { origin: 'https://reports.example', url: 'https://reports.example/' }
  if (pattern.startsWith('/api/destinations')) return { origin: 'https://reports.example' }
  if (pattern === '/api/login') return { token: 'not-this-one' }
  if (pattern === '/api/simulator/calls')
    return { from: '+14155550100', to: '+12025550177', legs: [{ outcome: 'answer' }] }
  if (pattern.includes('/scenarios') || pattern.endsWith('/simulate')) {
    return {
      call: { from: '+14155550100', to: '+12025550177', callerName: 'Ada' },
      outcomes: {
        forward: [{ dial: 'busy', ringSeconds: 3, callerHangsUp: false }],
        report: [{ status: 200, body: '{}' }],
      },
    }
  }
  return reportingFlow()
}

/** Some leaves of it become something else; half of the time none does. */
function spoilt(dice: Dice, value: unknown, share = dice() < 0.5 ? 0 : dice() * 0.3): unknown {
  if (dice() < share) return anyValue(dice, 2)
  if (Array.isArray(value)) {
    const list = value.map((item) => spoilt(dice, item, share))
    return dice() < share ? [...list, ...list, anyValue(dice, 1)] : list
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    if (dice() < share / 2) return []
    return [[dice() < share / 2 ? pick(dice, ODD_TEXTS) : name, spoilt(dice, item, share)]]
  })
  if (dice() < share) entries.push([pick(dice, [...BODY_NAMES, ...ODD_TEXTS]), anyValue(dice, 2)])
  return Object.fromEntries(entries)
}

function bodyOf(dice: Dice, names: readonly string[], depth: number): unknown {
  const entries = Array.from({ length: Math.floor(dice() * 6) }, (): [string, unknown] => [
    pick(dice, names),
    anyValue(dice, depth),
  ])
  return dice() < 0.85 ? Object.fromEntries(entries) : anyValue(dice, depth)
}

function anyValue(dice: Dice, depth: number): unknown {
  const kinds = depth > 0 ? 8 : 6
  switch (Math.floor(dice() * kinds)) {
    case 0:
      return pick(dice, [null, true, false])
    case 1:
      return pick(dice, [0, -1, 1, 0.5, 1e21, -1e308, 2 ** 53, 86_401, 1e-7])
    case 2:
    case 3:
      return pick(dice, ODD_TEXTS)
    case 4:
      return pick(dice, [...SEGMENTS, ...QUERY_VALUES])
    case 5:
      return pick(dice, [[], {}, '', [[]], [null]])
    case 6:
      return Array.from({ length: Math.floor(dice() * 4) }, () => anyValue(dice, depth - 1))
    default:
      return bodyOf(dice, [...BODY_NAMES, ...ODD_TEXTS], depth - 1)
  }
}

const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).slice(0, 3000).replace(/%.?$/, '')
