import Fastify from 'fastify'
import { Agent, request } from 'undici'

/** As little as can be: a text that is always the same, and one report without looking at what came. */
const { PORT = '', PUBLIC_URL = '', SINK_URL = '' } = process.env

const DIAL = `<Response><Dial action="${PUBLIC_URL}/action" method="POST" redirect="true" timeout="30" timeLimit="14400" callerId="+14155550100"><Number>+12025550101</Number><Number>+12025550102</Number></Dial></Response>`
const REPORT = new URLSearchParams({
  DialStatus: 'no-answer',
  DialRingStatus: 'true',
  DialHangupCause: 'NO_ANSWER',
  DialALegUUID: '7c0f2b9e-1d5a-4a53-9e0a-51c6e8f1a001',
  DialBLegUUID: '',
}).toString()

const dispatcher = new Agent({ connections: 64 })
const app = Fastify()
app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
  done(null, body),
)
app.post('/answer', (_request, reply) => reply.type('text/xml').send(DIAL))
app.post('/action', async (_request, reply) => {
  const { body } = await request(SINK_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: REPORT,
    dispatcher,
  })
  await body.dump()
  return reply.type('text/xml').send('<Response/>')
})
app.post('/hangup', (_request, reply) => reply.type('text/xml').send('<Response/>'))
await app.listen({ port: Number(PORT), host: '127.0.0.1' })
console.log('ready')
