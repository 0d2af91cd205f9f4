import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { element } from './element.ts'
import { serialize } from './serialize.ts'
import { XmlTooLarge } from './xml-too-large.ts'

/** `htmlEntities` is what makes the parser read character references. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 1_000_000 },
})

const read = (text: string): { text: string; attribute: string } => {
  const xml = serialize(element('Speak', { value: text }, ['.', text, '.']))
  expect(XMLValidator.validate(xml)).toBe(true)
  const { Speak } = parser.parse(xml)
  return { text: Speak['#text'].slice(1, -1), attribute: Speak.value }
}

/** XML 1.0 §2.2, in its own words. */
const isChar = (point: number): boolean =>
  point === 0x9 ||
  point === 0xa ||
  point === 0xd ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff)

const legal = (text: string): string =>
  Array.from(text)
    .filter((character) => isChar(character.codePointAt(0) ?? 0))
    .join('')

describe('serialize', () => {
  it('writes elements, attributes and text in order', () => {
    const tree = element('Response', {}, [
      element('Speak', { language: 'en-US', loop: 1 }, ['Hello']),
      element('Hangup'),
    ])
    expect(serialize(tree)).toBe(
      '<Response><Speak language="en-US" loop="1">Hello</Speak><Hangup/></Response>',
    )
  })

  it('leaves out attributes that are undefined, but not those that are empty, false or zero', () => {
    expect(serialize(element('Dial', { a: undefined, b: '', c: false, d: 0 }))).toBe(
      '<Dial b="" c="false" d="0"/>',
    )
  })

  it('escapes what could break out of text or an attribute', () => {
    expect(serialize(element('A', { b: `"'<>&` }, [`"'<>&`]))).toBe(
      '<A b="&quot;&apos;&lt;&gt;&amp;">&quot;&apos;&lt;&gt;&amp;</A>',
    )
  })

  it('writes tabs and line ends as references, which parsers keep', () => {
    expect(serialize(element('A', { b: '\t\r\n' }, ['\t\r\n']))).toBe(
      '<A b="&#9;&#13;&#10;">&#9;&#13;&#10;</A>',
    )
  })

  it.each([
    ['NUL', '\0'],
    ['a control character', '\u001f'],
    ['U+FFFE', '\ufffe'],
    ['U+FFFF', '\uffff'],
    ['a high surrogate alone', '\ud83d'],
    ['a low surrogate alone', '\ude00'],
    ['surrogates in the wrong order', '\ude00\ud83d'],
  ])('drops %s', (_, text) => {
    expect(serialize(element('A', { b: `x${text}y` }, [`x${text}y`]))).toBe('<A b="xy">xy</A>')
  })

  it.each([
    'Zoë  O\'Neil & "Co"',
    'a\r\nb\rc\nd\te',
    ']]>',
    '<![CDATA[x]]>',
    '&amp;#10;',
    '👩‍👩‍👧 \u{1fffe}',
    '\u007f\u0085\u2028\ufeff',
    '</Speak><Hangup/>',
  ])('is read back by a parser as it was: %j', (text) => {
    expect(read(text)).toEqual({ text, attribute: text })
  })

  it('is read back by a parser as it was, but for what XML forbids, whatever the text', () => {
    const awkward = fc.constantFrom(
      '"',
      "'",
      '&',
      '<',
      '>',
      ']]>',
      '\r',
      '\n',
      '\t',
      '&#13;',
      '😀',
      '\ud83d',
      '\ude00',
    )
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code))
    const text = fc
      .array(fc.oneof(awkward, unit, fc.string({ unit: 'binary' })))
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (given) => {
        expect(read(given)).toEqual({ text: legal(given), attribute: legal(given) })
      }),
      { numRuns: 500 },
    )
  })

  it.each(['é', '&'])('counts the bytes that are sent, not characters: %s', (character) => {
    expect(() => serialize(element('Speak', {}, [character.repeat(60_000)]))).toThrow(XmlTooLarge)
  })

  it('takes a document of 102400 bytes and refuses one more', () => {
    const room = 102_400 - '<Speak></Speak>'.length
    expect(Buffer.byteLength(serialize(element('Speak', {}, ['x'.repeat(room)])))).toBe(102_400)
    expect(() => serialize(element('Speak', {}, ['x'.repeat(room + 1)]))).toThrow(XmlTooLarge)
  })
})
