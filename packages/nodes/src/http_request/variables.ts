import type { HttpAnswered, Json, Variable } from '@phloem/flow'

export const variables = [
  { path: 'status_code', title: 'HTTP status; 0 without an answer', type: 'number', sample: 200 },
  { path: 'content_type', title: 'Content type', type: 'text', sample: 'application/json' },
  { path: 'response', title: 'The answer; its keys when it is JSON', type: 'json', sample: {}, open: true },
] as const satisfies readonly Variable[]

export function answerVariables({ status, contentType, body }: HttpAnswered): Record<string, Json> {
  return { status_code: status ?? 0, content_type: contentType, response: responseOf(contentType, body) }
}

function responseOf(contentType: string, body: string): Json {
  if (!/[/+]json\b/i.test(contentType)) return body
  try {
    return JSON.parse(body) as Json
  } catch {
    return body
  }
}
