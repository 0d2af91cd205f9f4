import { describe, expect, it } from 'vitest'
import { readDocument } from './document.ts'

const read = (body: string, contentType = 'text/xml') =>
  readDocument({ status: 200, contentType, body, isTooLong: false })

describe('readDocument', () => {
  it('reads elements in order, with attributes and text decoded', () => {
    const document = read(
      `<?xml version="1.0" encoding="UTF-8"?>
      <Response>
        <!-- greeting -->
        <Speak language="en-GB">Tom &amp; <emphasis>Zo&#235;</emphasis> <![CDATA[<here>]]></Speak>
        <Dial action="https://a.example/x?a=1&amp;b=2#rc=2&amp;rp=5xx"><Number>+12025550101</Number></Dial>
        <Hangup/>
      </Response>\n`,
      'application/xml; charset=utf-8',
    )
    expect(document).toMatchObject([
      { name: 'Speak', attributes: { language: 'en-GB' }, text: 'Tom & Zoë <here>' },
      {
        name: 'Dial',
        attributes: { action: 'https://a.example/x?a=1&b=2#rc=2&rp=5xx' },
        children: [{ name: 'Number', text: '+12025550101' }],
      },
      { name: 'Hangup', attributes: {}, children: [] },
    ])
  })

  it.each(['text/xml', 'application/xml', 'text/xml; charset=utf-8', 'Text/XML'])(
    'takes the type %s',
    (type) => {
      expect(read('<Response/>', type)).toEqual([])
    },
  )

  it.each(['', 'application/json', 'text/html', 'text/plain', 'text/xml-external', 'application/soap+xml'])(
    'refuses the type %j',
    (type) => {
      expect(read('<Response/>', type)).toHaveProperty('mistake')
    },
  )

  it.each([
    ['nothing', '', 'Start tag expected'],
    ['JSON', '{"error":"no flow"}', 'not expected'],
    ['plain text', 'hello', 'not expected'],
    ['an open element', '<Response>', 'Unclosed'],
    ['crossed elements', '<Response><Dial></Response></Dial>', 'closing tag'],
    [
      'a bare & in an attribute',
      '<Response><Dial action="https://a.example/?a=1&b=2"/></Response>',
      'bare &',
    ],
    ['a bare & in text', '<Response><Speak>you & me</Speak></Response>', 'bare &'],
    ['an HTML entity', '<Response><Speak>a&nbsp;b</Speak></Response>', 'entity'],
    ['a < in an attribute', '<Response><Dial callerName="a<b"/></Response>', 'begins no tag'],
    ['a quote in an attribute', '<Response><Dial callerName="A "B" C"/></Response>', 'begins no tag'],
    ['an unquoted attribute', '<Response><Wait length=1/></Response>', 'begins no tag'],
    ['an attribute twice', '<Response><Wait length="1" length="2"/></Response>', 'repeated'],
    ['two roots', '<Response/><Response/>', 'one root'],
    ['text behind the root', '<Response/>bye', 'one root'],
    ['a newline before the declaration', '\n<?xml version="1.0"?><Response/>', 'declaration'],
    ['a document type', '<!DOCTYPE Response [<!ENTITY a "b">]><Response/>', 'begins no tag'],
    ['a control character', '<Response><Speak>\u0007</Speak></Response>', 'character'],
    ['another root', '<html></html>', 'root is <html>'],
    ['a root in the wrong case', '<response/>', 'root is <response>'],
    ['an unknown element', '<Response><Say>hello</Say></Response>', '<Say> is not allowed'],
    ['an element in the wrong case', '<Response><hangup/></Response>', '<hangup> is not allowed'],
    ['an attribute in the wrong case', '<Response><Wait Length="1"/></Response>', 'no attribute Length'],
    ['an unknown attribute', '<Response><Hangup after="1"/></Response>', 'no attribute after'],
    ['an element in the wrong place', '<Response><Number>+12025550101</Number></Response>', 'not allowed'],
    ['a Dial to nobody', '<Response><Dial/></Response>', 'dials nobody'],
    ['an empty Number', '<Response><Dial><Number/></Dial></Response>', '<Number> is empty'],
    ['an empty Redirect', '<Response><Redirect></Redirect></Response>', '<Redirect> is empty'],
    ['text between elements', '<Response>hello<Hangup/></Response>', 'holds text'],
    [
      'a timeout that is no number',
      '<Response><Dial timeout="30s"><Number>1</Number></Dial></Response>',
      'number',
    ],
    [
      'a timeout of zero',
      '<Response><Dial timeout="0"><Number>1</Number></Dial></Response>',
      'number above 0',
    ],
    [
      'a boolean in the wrong case',
      '<Response><Dial redirect="True"><User>sip:a@b.c</User></Dial></Response>',
      'boolean',
    ],
    [
      'a key that no phone has',
      '<Response><Dial confirmKey="A"><Number>1</Number></Dial></Response>',
      'one of 0',
    ],
  ])('refuses %s', (_, body, mistake) => {
    expect(read(body)).toEqual({ mistake: expect.stringContaining(mistake) })
  })
})
