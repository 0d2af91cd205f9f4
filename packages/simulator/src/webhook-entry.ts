import type { EntryDraft } from './transcript.ts'
import type { WebhookAttempt, WebhookPurpose } from './webhook.ts'

/** An attempt at a webhook as an entry of the transcript. */
export function webhookEntry({ webhook, url, attempt, result }: WebhookAttempt): EntryDraft {
  const { purpose, method, params } = webhook
  const answer =
    'status' in result
      ? { status: result.status, contentType: result.contentType, body: result.body, error: null }
      : { status: null, contentType: '', body: '', error: `${failures[result.failure]}: ${result.message}` }
  const told = tellingParams[purpose].flatMap((name) => (params[name] ? [` ${name}=${params[name]}`] : []))
  const reply = answer.error ?? `${answer.status} ${shorten(answer.body)}`.trim()
  const again = attempt > 1 ? ` (attempt ${attempt})` : ''
  const text = `${method} ${new URL(url).pathname}${told.join('')}${again} → ${reply}`
  return { type: 'webhook', actor: 'carrier', purpose, method, url, params, attempt, ...answer, text }
}

const failures = { ct: 'no connection', rt: 'no answer', partial: 'the answer broke off' } as const

const tellingParams: Record<WebhookPurpose, readonly string[]> = {
  answer: [],
  fallback: [],
  redirect: [],
  action: ['DialStatus', 'DialRingStatus', 'DialHangupCause'],
  dial_callback: ['DialAction', 'DialBLegTo', 'DialBLegHangupCauseName'],
  confirm_sound: [],
  record_callback: ['RecordUrl'],
  hangup: ['CallStatus', 'HangupCauseName'],
}

function shorten(body: string): string {
  const line = body
    .replace(/^\uFEFF?<\?xml[^>]*\?>/, '')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}
