import { E164, SIP_URI } from './formats.ts'
import { quote } from './quote.ts'
import { RESERVED_HEADERS } from './reserved-headers.ts'

/** Where a template begins; what it says is for the template checks. */
const TEMPLATE = '\\{\\{'

/** A name, or `*.` before one for its subdomains. */
const HOST = '(?:\\*\\.)?[\\w-]+(?:\\.[\\w-]+)*'

/** RFC 9110, token. */
const HEADER_TOKEN = "[!#$%&'*+\\-.^_`|~\\w]+"

/**
 * The formats that schemas of configs may name (`Type.String({ format: 'recipient' })`), with what to say of a text
 * that does not fit. Regular expressions all, so that standalone validation code carries them along.
 */
export const FORMATS: Record<string, { pattern: RegExp; complaint: (text: string) => string }> = {
  e164: {
    pattern: new RegExp(E164),
    complaint: (text) => `${quote(text)} is not a phone number in E.164`,
  },
  template_or_number: {
    pattern: new RegExp(`${TEMPLATE}|${E164}`),
    complaint: (text) => `${quote(text)} is not a phone number in E.164 or a template`,
  },
  recipient: {
    pattern: new RegExp(`${TEMPLATE}|${E164}|${SIP_URI}`),
    complaint: (text) => `${quote(text)} is not ${missedRecipient(text)}`,
  },
  http_url_template: {
    pattern: new RegExp(`^(?:${TEMPLATE}|https?://(?![^/?#]*@)[^\\s/?#])`),
    complaint: (text) =>
      /^https?:\/\/[^/?#]*@/.test(text)
        ? 'may not hold a user or a password; Auth is for that'
        : 'must begin with http:// or https:// and a host',
  },
  host_list: {
    pattern: new RegExp(`^\\s*(?:${HOST}(?:[\\s,]+${HOST})*)?\\s*$`),
    complaint: () =>
      'must be names of hosts such as crm.example.com or *.example.com, with commas between them',
  },
  header_name: {
    pattern: new RegExp(`^(?!(?:${[...RESERVED_HEADERS].join('|')})$)${HEADER_TOKEN}$`, 'i'),
    complaint: (text) =>
      RESERVED_HEADERS.has(text.toLowerCase())
        ? `${quote(text)} is set by Phloem itself`
        : `${quote(text)} is not a header name: letters, digits and !#$%&'*+-.^_\`|~ only`,
  },
  secret_reference: {
    pattern: /^\{\{secret\.[A-Z][A-Z0-9_]*\}\}$/,
    // What stands there instead may be the secret itself: it must not reach a log.
    complaint: () => 'must name a secret, like {{secret.CRM_TOKEN}}',
  },
}

function missedRecipient(text: string): string {
  if (/^[+\d]/.test(text)) return 'a phone number in E.164'
  if (/^sips?:/i.test(text)) return 'a SIP address'
  return 'a phone number in E.164, a sip: address or a template'
}
