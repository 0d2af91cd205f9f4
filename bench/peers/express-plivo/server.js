import express from 'express'
import plivo from 'plivo'

/**
 * What Plivo's guide on dial status reporting asks for, written by hand with its SDK. It verifies no signature and keeps
 * nothing: a report that fails is lost.
 */
const { PORT, PUBLIC_URL, SINK_URL } = process.env

const app = express()
app.use(express.urlencoded({ extended: false }))

app.post('/answer', (request, response) => {
  const answer = plivo.Response()
  const dial = answer.addDial({
    action: `${PUBLIC_URL}/action`,
    method: 'POST',
    redirect: true,
    timeout: 30,
    timeLimit: 14400,
    callerId: request.body.From,
  })
  dial.addNumber('+12025550101')
  dial.addNumber('+12025550102')
  response.type('text/xml').send(answer.toXML())
})

app.post('/action', async (request, response) => {
  const { DialStatus, DialRingStatus, DialHangupCause, DialALegUUID, DialBLegUUID } = request.body
  const reported = await fetch(SINK_URL, {
    method: 'POST',
    body: new URLSearchParams({ DialStatus, DialRingStatus, DialHangupCause, DialALegUUID, DialBLegUUID }),
  })
  await reported.text()
  response.type('text/xml').send(plivo.Response().toXML())
})

app.post('/hangup', (_request, response) => {
  response.type('text/xml').send(plivo.Response().toXML())
})

app.listen(Number(PORT), '127.0.0.1', () => console.log('ready'))
