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
  const reply =
    answer.error ?? `${answer.status} ${isShort(answer.body) ? inOneLine(answer.body) : ''}`.trim()
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

/** Longer answers stand under their line in the transcript's text. */
export const isShort = (body: string): boolean => inOneLine(body).length <= 60

export const inOneLine = (body: string): string =>
  body
    .replace(/^\uFEFF?<\?xml[^>]*\?>/, '')
    .replace(/\s+/g, ' ')
    .trim()
