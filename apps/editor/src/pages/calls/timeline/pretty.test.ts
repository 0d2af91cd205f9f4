import { expect, it } from 'vitest'
import { pretty } from './pretty.ts'

it('indents XML and keeps elements of only text on a line', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><Response><Dial timeout="30" action="http://x/y?a=1&amp;b=2"><Number>+12025550101</Number><User sendDigits="1">sip:a@b</User></Dial><Hangup/><Speak></Speak></Response>'
  expect(pretty(xml)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Dial timeout="30" action="http://x/y?a=1&amp;b=2">
    <Number>+12025550101</Number>
    <User sendDigits="1">sip:a@b</User>
  </Dial>
  <Hangup/>
  <Speak></Speak>
</Response>`)
})

it('gives each attribute of a long tag a line', () => {
  const xml = `<Response><Dial action="https://phloem.example/${'a'.repeat(80)}" timeout="30"><Number>1</Number></Dial></Response>`
  expect(pretty(xml)).toBe(`<Response>
  <Dial
      action="https://phloem.example/${'a'.repeat(80)}"
      timeout="30">
    <Number>1</Number>
  </Dial>
</Response>`)
})

it('leaves nothing out that stands beside elements', () => {
  expect(pretty('<a>one<b/>two</a>')).toBe('<a>\n  one\n  <b/>\n  two\n</a>')
})

it('indents JSON', () => {
  expect(pretty('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
})

it.each(['a=1&b=2', '{ broken', ''])('leaves "%s" as it is', (text) => {
  expect(pretty(text)).toBe(text)
})
