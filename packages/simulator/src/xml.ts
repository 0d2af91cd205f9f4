import { XMLParser, XMLValidator } from 'fast-xml-parser'

export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  /** The character data directly inside the element. */
  ownText: string
  /** The character data of the element and all that is inside it, in order. */
  text: string
}

/** The text is no well-formed XML; the message says why. */
export class XmlError extends Error {
  override name = 'XmlError' as const
}

/**
 * Parses one XML document and returns its root. The parser forgives what a carrier does not (a bare `&`, text or a
 * second root behind the first), so this checks for that first. No DOCTYPE.
 */
export function parseXml(source: string): XmlElement {
  const markup = source.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '')
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(markup))
    throw new XmlError('a bare & or an unknown entity')
  if (markup.replace(TAG, '').includes('<')) throw new XmlError('a < that begins no tag')
  if (NOT_A_CHARACTER.test(source)) throw new XmlError('a character that XML does not allow')
  const validity = XMLValidator.validate(source)
  if (validity !== true) throw new XmlError(`line ${validity.err.line}: ${validity.err.msg}`)
  const nodes = parse(source)
  const [root, second] = nodes.filter((node) => nameOf(node) !== TEXT)
  if (root === undefined || second !== undefined || !/^<[\s\S]*>$/.test(markup.trim())) {
    throw new XmlError('not exactly one root element')
  }
  return toElement(root)
}

const NAME = '[A-Za-z_][\\w:.-]*'
const TAG = new RegExp(
  `<\\?[\\s\\S]*?\\?>|</?${NAME}(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*\\s*/?>`,
  'g',
)
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const NOT_A_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

const TEXT = '#text'
const ATTRIBUTES = ':@'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Of its entities only the numeric ones can get here; without this option they would stay as they are.
  htmlEntities: true,
})

function parse(source: string): ParsedNode[] {
  try {
    return parser.parse(source)
  } catch (error) {
    throw new XmlError('beyond the limits of the parser', { cause: error })
  }
}

/** One key is the element's name with its children (or `#text` with the text), the other holds the attributes. */
type ParsedNode = { [name: string]: ParsedNode[] | string } & { [ATTRIBUTES]?: Record<string, string> }

const nameOf = (node: ParsedNode): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? ''

function toElement(node: ParsedNode): XmlElement {
  const name = nameOf(node)
  const content = node[name] as unknown as ParsedNode[]
  const children: XmlElement[] = []
  let ownText = ''
  let text = ''
  for (const each of content) {
    if (nameOf(each) === TEXT) {
      ownText += each[TEXT]
      text += each[TEXT]
    } else {
      const child = toElement(each)
      children.push(child)
      text += child.text
    }
  }
  return { name, attributes: node[ATTRIBUTES] ?? {}, children, ownText, text }
}
