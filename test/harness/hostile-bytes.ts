import { type Dice, pick } from './hostile-forms.ts'
import { ODD_TEXTS } from './odd-texts.ts'

const LINES = [
  'POST /plivo/answer HTTP/1.1',
  'GET /plivo/answer?CallUUID=x HTTP/1.1',
  'POST /plivo/calls/a/1/forward/dial-ended HTTP/1.1',
  'GET /api/events HTTP/1.1',
  'HEAD /api/events HTTP/1.1',
  'GET /api/calls?cursor=%00 HTTP/1.1',
  'PUT /api/flows/guide HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'GET http://evil.example/plivo/answer HTTP/1.1',
  'GET //plivo//answer HTTP/1.1',
  'GET /%ff%fe HTTP/1.1',
  'GET /../../etc/passwd HTTP/1.1',
  'GET /assets/..%2f..%2fpackage.json HTTP/1.1',
  'CONNECT evil.example:443 HTTP/1.1',
  'TRACE / HTTP/1.1',
  'GET /plivo/answer HTTP/1.0',
  'GET /plivo/answer HTTP/9.9',
  'POST /plivo/answer\u0000 HTTP/1.1',
  'PRI * HTTP/2.0',
  '\u0016\u0003\u0001\u0002',
]
const HEADERS = [
  'Host: localhost',
  'Host: evil.example',
  'Host:',
  'Authorization: Bearer a-token-for-tests',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Type: application/json',
  'Content-Length: 5',
  'Content-Length: 0',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, identity',
  'Expect: 100-continue',
  'Connection: upgrade',
  'Upgrade: websocket',
  'X-Plivo-Signature-V3: AAAA',
  'X-Plivo-Signature-V3: ,,,,',
  'X-Plivo-Signature-V3-Nonce: 1',
  'X-Plivo-Signature-V3-Nonce: é',
  `Cookie: phloem_session=${'x'.repeat(4000)}`,
  `X-Long: ${'x'.repeat(17_000)}`,
  ' folded: header',
  'no colon',
  'X-Nul: a\u0000b',
]
const BODIES = [
  '',
  'a=1&b',
  '{}',
  '5\r\nhello\r\n0\r\n\r\n',
  'ffffffff\r\n',
  'x'.repeat(70_000),
  'GET / HTTP/1.1\r\n\r\n',
]

/** Something like a request over HTTP/1.1, or nothing like it. */
export function hostileBytes(dice: Dice): Buffer {
  const headers = Array.from({ length: Math.floor(dice() * 8) }, () => pick(dice, HEADERS))
  const end = dice() < 0.9 ? '\r\n' : pick(dice, ['\n', '\r', '\r\n\r\n'])
  const head = [pick(dice, LINES), ...headers].join(end)
  const bytes = Buffer.from(`${head}${end}${end}${pick(dice, [...BODIES, ...ODD_TEXTS])}`, 'latin1')
  if (dice() < 0.2) bytes[Math.floor(dice() * bytes.length)] = Math.floor(dice() * 256)
  return bytes
}
