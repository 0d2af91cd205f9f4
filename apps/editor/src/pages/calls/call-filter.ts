import type { CallFilter } from '../../api/calls.ts'
import { filterIn } from '../filter-in-url.ts'

const SHOWN_FIRST = ['q', 'status', 'state', 'flowId', 'number'] as const
export const SHOWN_ON_REQUEST = ['from', 'callee', 'dialStatus', 'since', 'until'] as const

/** The filter that the URL's search says; other parameters are ignored. */
export const callFilterIn = (search: URLSearchParams): CallFilter =>
  filterIn(search, [...SHOWN_FIRST, ...SHOWN_ON_REQUEST])
