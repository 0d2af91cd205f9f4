import type { XmlElement } from './xml.ts'

/** What an element asks for, as a sentence without its subject. */
export function elementWords({ name, attributes, children, text }: XmlElement): string {
  switch (name) {
    case 'Speak':
      return `says “${text.trim().replace(/\s+/g, ' ')}”`
    case 'Play':
      return `plays ${text.trim()}`
    case 'Wait':
      return `waits ${attributes.length ?? 1} s`
    case 'Redirect':
      return `redirects to ${text.trim()}`
    case 'Hangup':
      if (attributes.schedule !== undefined) return `schedules the hang-up in ${attributes.schedule} s`
      return attributes.reason === undefined ? 'hangs up' : `hangs up (${attributes.reason})`
    case 'Dial': {
      const recipients = children.map((child) => child.text.trim()).join(', ')
      return attributes.timeout === undefined
        ? `dials ${recipients}`
        : `dials ${recipients} for ${attributes.timeout} s`
    }
    case 'Record':
      return attributes.recordSession === 'true' ? 'records the session' : 'records the caller'
    default:
      return `asks for ${name}`
  }
}
