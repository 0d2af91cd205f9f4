import { parse as parseQuery } from 'node:querystring'
import { createEngine } from '@phloem/engine'
import type { Emitted, FlowDocument, Request } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { voiceXml } from '@phloem/plivo'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRequest } from '../apps/runtime/src/deliveries/build-request.ts'
import { UnsendableError } from '../apps/runtime/src/deliveries/unsendable-error.ts'
import { parseXml } from '../packages/simulator/src/xml.ts'

const RUNS = 10_000

/** Pieces that end something somewhere: strings, pairs, headers, tags, paths, templates. */
const pieces = fc.constantFrom(
  ...['"', "'", '\\', '\\"', '","x":"', '}', ']', '\\u0000', '&', '=', '&x=', '+', '%', '%26', '%0d%0a', ';'],
  ...['\r', '\n', '\r\n', '\r\nX-Evil: 1', '\0', '\t', ':', '\u010a', '\u0a0d', '\u2028', '\x7f', '\x85'],
  ...[
    '<',
    '>',
    '&lt;',
    '&#',
    '&#10;',
    '&#x0;',
    ']]>',
    '<![CDATA[',
    '</Number>',
    '<!--',
    '--',
    '?>',
    '<Hangup/>',
  ],
  ...[
    '/',
    '//',
    '.',
    '..',
    '/../',
    '%2e%2e',
    '\\..\\',
    '?',
    '#',
    '@evil.test',
    ':80',
    '\ud800',
    '\udc00',
    '\ufffe',
  ],
  ...[
    '{{Start.call.to}}',
    '{{',
    '}}',
    '{{constructor}}',
    '__proto__',
    '👩‍👩‍👧',
    'é',
    '\u{10ffff}',
    '\u202e',
    ' ',
  ],
)
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
    .map((units) => String.fromCharCode(...units)),
  fc.array(pieces, { maxLength: 10 }).map((each) => each.join('')),
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 10 }).map((each) => each.join('')),
)

const NAME = '{{Start.call.caller_name}}'

const flowWith = (type: 'http_request' | 'call_forward', config: object): FlowDocument =>
  ({
    phloem: 1,
    id: 'hostile',
    name: 'Hostile',
    nodes: [
      { id: 'start', type: 'start', name: 'Start', config: {} },
      { id: 'node', type, name: 'Node', config },
    ],
    edges: [{ from: 'start', exit: 'incoming_call', to: 'node' }],
    layout: {},
  }) as FlowDocument

/** What a flow asks for when somebody with this name calls: the whole way from the caller to the effect. */
function effectsFor(flow: FlowDocument) {
  const engine = createEngine(nodes)
  return (callerName: string) =>
    engine.step(flow, null, {
      type: 'call_started',
      at: 0,
      call: {
        uuid: 'call-1',
        from: '+14155550100',
        to: '+12025550199',
        direction: 'inbound',
        callerName,
        fields: {},
      },
    }).effects
}

function requestsFor(config: object) {
  const effects = effectsFor(flowWith('http_request', config))
  return (callerName: string): Request => {
    const [request] = effects(callerName)
    if (request?.type !== 'request') throw new Error('expected a request')
    return JSON.parse(JSON.stringify(request)) as Request
  }
}

const URL_TEXT = 'https://example.com/report'
/** As UTF-8 writes it. */
const asUtf8 = (text: string): string => text.toWellFormed()
/** Secrets are marked by two characters that no text needs; where secrets may stand, values lose them. */
const withoutMarks = (text: string): string => text.replace(/[\ufdd0\ufdd1]/g, '\ufffd')
const forAll = (holds: (value: string) => void) => fc.assert(fc.property(hostile, holds), { numRuns: RUNS })

describe(`${RUNS} hostile values`, () => {
  it('stay inside their text in a JSON body', () => {
    const requestFor = requestsFor({
      method: 'POST',
      url: URL_TEXT,
      encoding: 'json',
      body: { before: 1, name: NAME, nested: [{ said: `"${NAME}"` }], after: [true] },
    })
    forAll((value) => {
      const { body } = buildRequest(requestFor(value))
      const bytes = new TextEncoder().encode(body ?? '')
      expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).toEqual({
        before: 1,
        name: withoutMarks(value),
        nested: [{ said: `"${withoutMarks(value)}"` }],
        after: [true],
      })
    })
  })

  it('stay inside their pair in a form', () => {
    const requestFor = requestsFor({
      method: 'POST',
      url: URL_TEXT,
      encoding: 'form',
      pairs: [
        { key: 'before', value: '1' },
        { key: 'name', value: NAME },
        { key: 'after', value: `=${NAME}&` },
      ],
    })
    forAll((value) => {
      const { body } = buildRequest(requestFor(value))
      expect(body).toMatch(/^[\x21-\x7e]*$/)
      expect({ ...parseQuery(body ?? '') }).toEqual({
        before: '1',
        name: withoutMarks(asUtf8(value)),
        after: withoutMarks(asUtf8(`=${value}&`)),
      })
    })
  })

  it('stay inside their parameter of a query, in the URL and in the pairs', () => {
    const requestFor = requestsFor({
      method: 'GET',
      url: `${URL_TEXT}?first=${NAME}&last=1`,
      pairs: [{ key: 'pair', value: NAME }],
    })
    forAll((value) => {
      const { origin, pathname, search, hash } = buildRequest(requestFor(value)).url
      expect(origin + pathname + hash).toBe(URL_TEXT)
      expect(search).toMatch(/^[\x21-\x7e]*$/)
      expect({ ...parseQuery(search.slice(1)) }).toEqual({
        first: asUtf8(value),
        last: '1',
        pair: withoutMarks(asUtf8(value)),
      })
    })
  })

  it('stay inside their segment of a path, or the request is not sent', () => {
    const requestFor = requestsFor({ method: 'POST', url: `https://example.com/a/${NAME}/b/x${NAME}?q#h` })
    let refused = 0
    forAll((value) => {
      const request = requestFor(value)
      if (value === '.' || value === '..') {
        refused += 1
        expect(() => buildRequest(request)).toThrow(UnsendableError)
        return
      }
      const { origin, pathname, search } = buildRequest(request).url
      expect(origin + search).toBe('https://example.com?q')
      expect(pathname).toMatch(/^[\x21-\x7e]*$/)
      expect(pathname.split('/').map(decodeURIComponent)).toEqual([
        '',
        'a',
        asUtf8(value),
        'b',
        asUtf8(`x${value}`),
      ])
    })
    expect(refused).toBeGreaterThan(0)
  })

  it('stay inside their header', () => {
    const requestFor = requestsFor({
      method: 'POST',
      url: URL_TEXT,
      headers: [
        { key: 'X-Before', value: '1' },
        { key: 'X-Name', value: `name ${NAME}.` },
        { key: 'X-After', value: '2' },
      ],
    })
    const names = ['content-type', 'user-agent', 'x-after', 'x-before', 'x-name']
    forAll((value) => {
      const { headers } = buildRequest(requestFor(value))
      const wire = [...headers].map(([name, text]) => `${name}: ${text}\r\n`).join('')
      const lines = Buffer.from(wire, 'latin1')
        .toString('latin1')
        .split(/\r\n|\r|\n|\0/)
        .slice(0, -1)
      expect(lines.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual(names)
      const sent = lines.find((line) => line.startsWith('x-name: '))?.slice('x-name: '.length)
      const legible = value.replaceAll(/[^\t\x20-\x7e\xa0-\xff]+/g, '?').trim()
      expect(sent).toBe(`name ${legible}.`)
    })
  })

  it('stay inside their attribute and their text in XML', () => {
    const effectsOf = effectsFor(
      flowWith('call_forward', {
        from: NAME,
        callerName: NAME,
        to: ['+12025550101', NAME, `sip:x${NAME}@example.com`],
      }),
    )
    const urls = {
      dialEnded: () => 'https://phloem.example/dial-ended',
      dialEvent: () => 'https://phloem.example/dial-event',
      confirmSound: () => 'https://phloem.example/confirm',
      recorded: () => 'https://phloem.example/recorded',
    }
    const shape = [
      'action',
      'callbackMethod',
      'callbackUrl',
      'hangupOnStar',
      'method',
      'redirect',
      'timeLimit',
      'timeout',
    ]
    forAll((value) => {
      const voice = effectsOf(value).filter(({ type }) => type === 'dial' || type === 'speak')
      const root = parseXml(
        voiceXml([...voice, { type: 'speak', text: value, nodeId: null, step: 1 }] as Emitted<never>[], urls),
      )
      const [dial, speak, ...others] = root.children
      expect([root.name, dial?.name, speak?.name, others]).toEqual(['Response', 'Dial', 'Speak', []])
      const optional = ['callerId', 'callerName']
      expect(
        Object.keys(dial?.attributes ?? {})
          .filter((name) => !optional.includes(name))
          .sort(),
      ).toEqual(shape)
      const shown = Array.from(value.replaceAll(/\p{Cc}+/gu, ' '))
        .slice(0, 50)
        .join('')
      expect(dial?.attributes.callerName ?? '').toBe(legal(shown))
      expect(dial?.children[0]).toMatchObject({ name: 'Number', text: '+12025550101', children: [] })
      for (const { name, attributes, children, text } of dial?.children ?? []) {
        expect(name).toMatch(/^(Number|User)$/)
        expect([attributes, children]).toEqual([{}, []])
        expect(text).toMatch(/^(\+[1-9]\d{6,14}|sips?:[^\s@<>"]+@[^\s@<>"]+)$/)
      }
      expect(speak?.children).toEqual([])
      expect(speak?.text).toBe(legal(value))
    })
  })
})

/** XML 1.0 §2.2: nothing can write the other characters. */
const legal = (text: string): string =>
  Array.from(text)
    .filter((character) => {
      const point = character.codePointAt(0) ?? 0
      return (
        [0x9, 0xa, 0xd].includes(point) ||
        (point >= 0x20 && point <= 0xd7ff) ||
        (point >= 0xe000 && point <= 0xfffd) ||
        point >= 0x10000
      )
    })
    .join('')
