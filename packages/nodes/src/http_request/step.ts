import { type EventOf, type Exit, finish, leave, type NodeContext, type Outcome, wait } from '@phloem/flow'
import type { HttpRequest } from './config.ts'
import { requestOf } from './request.ts'
import { answerVariables } from './variables.ts'

export const exits = [
  { id: 'success', title: 'Success', description: 'The server answered with a status from 200 to 299.' },
  { id: 'failed', title: 'Failed', description: 'Any other status, or no answer in time.' },
] as const satisfies readonly Exit[]

type HttpRequestExit = (typeof exits)[number]['id']

/** Nobody waits for the answer of a report: neither exit leads anywhere. */
export const isReport = (isWired: (exit: HttpRequestExit) => boolean): boolean =>
  !isWired('success') && !isWired('failed')

export function enter(config: HttpRequest, { isWired }: NodeContext): Outcome<HttpRequestExit> {
  return isReport(isWired) ? finish([requestOf(config, 'report')]) : wait([requestOf(config, 'awaited')])
}

export function resume(_config: HttpRequest, event: EventOf<'http_answered'>): Outcome<HttpRequestExit> {
  const isSuccess = event.status !== null && event.status >= 200 && event.status <= 299
  const notices = event.error === null ? [] : [`${gotWhat(event)}: ${event.error}.`]
  return leave(isSuccess ? 'success' : 'failed', answerVariables(event), notices)
}

const gotWhat = ({ status }: EventOf<'http_answered'>): string =>
  status === null ? 'The request got no answer' : `The request was answered ${status}`
