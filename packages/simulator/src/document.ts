import type { HttpResult } from './http-client.ts'
import { type AttributeKind, unperformed, vocabulary } from './vocabulary.ts'
import { parseXml, type XmlElement, XmlError } from './xml.ts'

/** Whether a successful answer holds a document of Plivo's Voice XML: its elements, or what is wrong with it. */
export function readDocument(
  reply: Extract<HttpResult, { status: number }>,
): XmlElement[] | { mistake: string } {
  if (!/^(?:text|application)\/xml\s*(?:;|$)/i.test(reply.contentType)) {
    return { mistake: `Content-Type is ${reply.contentType || 'missing'}, not text/xml or application/xml` }
  }
  if (reply.isTooLong) return { mistake: 'the document is larger than 100 KB' }
  try {
    const root = parseXml(reply.body)
    if (root.name !== 'Response') return { mistake: `the root is <${root.name}>, not <Response>` }
    checkElement(root)
    return root.children
  } catch (error) {
    if (error instanceof XmlError) return { mistake: error.message }
    throw error
  }
}

function checkElement(element: XmlElement): void {
  if (unperformed.has(element.name)) return
  const definition = vocabulary[element.name]
  if (definition === undefined) throw new XmlError(`there is no element <${element.name}>`)
  for (const [name, value] of Object.entries(element.attributes)) {
    const kind = definition.attributes[name]
    if (kind === undefined) throw new XmlError(`<${element.name}> has no attribute ${name}`)
    if (!fits(value, kind)) throw new XmlError(`<${element.name} ${name}="${value}"> is no ${wordFor(kind)}`)
  }
  if (definition.needsText && element.text.trim() === '') throw new XmlError(`<${element.name}> is empty`)
  if (definition.children === 'any') return
  for (const child of element.children) {
    if (!definition.children.includes(child.name)) {
      throw new XmlError(`<${child.name}> is not allowed in <${element.name}>`)
    }
    checkElement(child)
  }
  if (!definition.needsText && element.ownText.trim() !== '')
    throw new XmlError(`<${element.name}> holds text`)
  if (element.name === 'Dial' && element.children.length === 0) throw new XmlError('<Dial> dials nobody')
}

function fits(value: string, kind: AttributeKind): boolean {
  switch (kind) {
    case 'text':
      return true
    case 'boolean':
      return value === 'true' || value === 'false'
    case 'count':
      return /^[1-9]\d{0,8}$/.test(value)
    case 'whole':
      return /^\d{1,9}$/.test(value)
    default:
      return kind.includes(value)
  }
}

const words = { boolean: 'boolean', count: 'number above 0', whole: 'number', text: 'text' } as const

const wordFor = (kind: AttributeKind): string =>
  typeof kind === 'string' ? words[kind] : `one of ${kind.join(', ')}`
