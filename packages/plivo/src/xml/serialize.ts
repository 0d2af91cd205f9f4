import type { Element } from './element.ts'
import { MAX_XML_BYTES, XmlTooLarge } from './xml-too-large.ts'

/** The document as text, without an XML declaration. Throws `XmlTooLarge` beyond what Plivo takes. */
export function serialize(root: Element): string {
  const xml = write(root)
  const bytes = Buffer.byteLength(xml)
  if (bytes > MAX_XML_BYTES) throw new XmlTooLarge(bytes)
  return xml
}

function write({ name, attributes, children }: Element): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  if (children.length === 0) return `<${name}${pairs}/>`
  const content = children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : write(child)))
    .join('')
  return `<${name}${pairs}>${content}</${name}>`
}

/** What is no `Char` of XML 1.0 §2.2; no escape makes it legal. With the `u` flag lone surrogates count too. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** White space as references, since parsers change bare CR anywhere and bare tabs and line ends in attributes. */
const REFERENCES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"'\t\n\r]/g, (character) => REFERENCES[character] ?? '')
