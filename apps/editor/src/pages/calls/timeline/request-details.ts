import type { Delivery } from '../../../api/types.ts'
import type { Detail } from './entry.ts'
import { pretty } from './pretty.ts'

/** A request as it goes over the wire; the pairs of a form are told one by one. */
export function requestDetails({ method, url, headers, body }: Delivery['request']): Detail[] {
  const request: Detail = { type: 'pairs', title: `${method} ${url}`, pairs: Object.entries(headers) }
  if (!body) return [request]
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return [request, isForm ? formDetail(body) : { type: 'text', title: 'Body', text: pretty(body) }]
}

const formDetail = (body: string): Detail => ({
  type: 'pairs',
  title: 'Body (form)',
  pairs: [...new URLSearchParams(body)],
})
