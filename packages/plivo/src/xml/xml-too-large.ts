/** Plivo takes documents of at most 100 KB (Plivo XML overview). */
export const MAX_XML_BYTES = 102_400

/** The document is larger than Plivo takes; it would end the call with an error code. */
export class XmlTooLarge extends Error {
  override readonly name = 'XmlTooLarge'
  readonly code = 'PLIVO_XML_TOO_LARGE'
  readonly bytes: number

  constructor(bytes: number) {
    super(`the XML has ${bytes} bytes, Plivo takes at most ${MAX_XML_BYTES}`)
    this.bytes = bytes
  }
}
