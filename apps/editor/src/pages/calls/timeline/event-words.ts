import type { Event, TraceLine } from '@phloem/flow'
import type { Names } from './names.ts'

/** What happened, in a sentence, with the exit that it led to. */
export function eventTitle(event: Event, trace: readonly TraceLine[], names: Names): string {
  const left = trace.find((line) => line.type === 'left')
  const exit = left ? ` → ${names.exit(left.nodeId, left.exit)}` : ''
  switch (event.type) {
    case 'call_started': {
      const { from, callerName, to } = event.call
      return `${from}${callerName === '' ? '' : ` (${callerName})`} called ${to}`
    }
    case 'message_received':
      return `A message from ${event.message.from} to ${event.message.to} came in`
    case 'run_requested':
      return 'A program asked for a run of the flow'
    case 'leg_answered':
      return `${event.to} answered`
    case 'leg_connected':
      return `${event.to} and the caller can hear each other`
    case 'leg_ended':
      return `The leg to ${event.to} ended${inBrackets(event.hangupCause)}`
    case 'dial_ended':
      if (event.refusals) return `Phloem refused to dial${exit}`
      return `The dial ended: ${event.fields.DialStatus || event.result}${exit}`
    case 'dial_end_missed':
      return `${names.carrier} never reported the end of the dial${exit}`
    case 'http_answered': {
      const answer =
        event.status === null ? `no answer (${event.error ?? 'unknown'})` : `status ${event.status}`
      return `The request got ${answer}${exit}`
    }
    case 'hung_up':
      if (event.isPresumed) return `${names.carrier} went silent; the call was taken for over`
      return `The call was hung up${inBrackets(event.hangupCause || event.callStatus)}`
  }
}

const inBrackets = (text: string): string => (text === '' ? '' : ` (${text})`)
