import type { Webhook, WebhookKind } from '../../../api/types.ts'
import type { Detail, Entry } from './entry.ts'
import type { Names } from './names.ts'
import { pretty } from './pretty.ts'

const said: Record<WebhookKind, string> = {
  answer: 'asked for instructions',
  dial_ended: 'reported the end of the dial',
  dial_event: 'reported on the dial',
  confirm: 'asked what the recipient is to hear',
  continue: 'asked how to go on',
  recorded: 'reported a recording',
  hangup: 'reported the hang-up',
  fallback: 'asked for the fallback instructions',
  ring: 'reported ringing',
}

export function webhookEntry(webhook: Webhook, { carrier }: Names): Entry {
  const { id, at, kind, isDuplicate, status } = webhook
  return {
    id: `webhook ${id}`,
    at,
    kind: 'webhook',
    title: `${carrier} ${said[kind]}${isDuplicate ? ' again' : ''}`,
    tone: status !== null && status >= 400 ? 'danger' : 'neutral',
    nodeId: null,
    details: detailsOf(webhook),
  }
}

function detailsOf({
  method,
  url,
  params,
  isDuplicate,
  status,
  contentType,
  body,
  durationMs,
}: Webhook): Detail[] {
  const details: Detail[] = [{ type: 'pairs', title: `${method} ${url}`, pairs: params }]
  if (isDuplicate) {
    details.push({
      type: 'lines',
      title: 'A repeat',
      lines: ['It came before: it got the same answer and moved nothing.'],
    })
  }
  if (status === null) {
    details.push({ type: 'lines', title: 'Answer', lines: ['Not answered yet.'] })
  } else {
    const title = `Answer: ${status}${body ? `, ${contentType ?? ''}` : ''}, after ${durationMs} ms`
    details.push({ type: 'text', title, text: pretty(body ?? '') })
  }
  return details
}
