import type { CallFilter } from '../../api/calls.ts'
import { filterIn } from '../filter-in-url.ts'

/** The filter that the URL's search says; other parameters are ignored. */
export const callFilterIn = (search: URLSearchParams): CallFilter =>
  filterIn(search, ['flowId', 'number', 'status', 'state', 'q'])
