import { describe, expect, it } from 'vitest'
import { apologyXml, confirmXml, emptyXml, forwardXml, parkXml } from './fixed-documents.ts'

const SPEAK = '<Speak language="en-US" voice="WOMAN" loop="1">'

describe('the documents that no effect asks for', () => {
  it('parks the caller with music and asks again', () => {
    expect(parkXml({ seconds: 2, url: 'https://flows.example.com/plivo/c1/3/http/park?try=1&of=5' })).toBe(
      '<Response><Wait length="2" silence="false"/>' +
        '<Redirect method="POST">https://flows.example.com/plivo/c1/3/http/park?try=1&amp;of=5' +
        '#ct=2000&amp;rt=5000&amp;rc=2&amp;rp=5xx,ct,rt</Redirect></Response>',
    )
  })

  it('reads the prompt to the callee', () => {
    expect(confirmXml('Press "1"')).toBe(`<Response>${SPEAK}Press &quot;1&quot;</Speak></Response>`)
  })

  it.each([
    ['+12025550101', '<Number>+12025550101</Number>'],
    ['sip:desk@example.com', '<User>sip:desk@example.com</User>'],
  ])('forwards to %s without a URL that leads back', (to, recipient) => {
    expect(forwardXml(to, { ringTimeout: 30, timeLimit: 14_400 })).toBe(
      `<Response><Dial redirect="false" timeout="30" timeLimit="14400" hangupOnStar="false">${recipient}</Dial></Response>`,
    )
  })

  it('apologises and hangs up', () => {
    expect(apologyXml('Sorry')).toBe(`<Response>${SPEAK}Sorry</Speak><Hangup/></Response>`)
  })

  it('acknowledges with an empty document', () => {
    expect(emptyXml).toBe('<Response></Response>')
  })
})
