import type { DeliveryFilter } from '../../api/deliveries.ts'
import { filterIn } from '../filter-in-url.ts'

/** The filter that the URL's search says; other parameters are ignored. */
export const deliveryFilterIn = (search: URLSearchParams): DeliveryFilter =>
  filterIn(search, ['state', 'destination', 'flowId', 'from', 'to'])

/** What is sent again: given-up reports only, so the state need not be said. */
export function replayFilterIn(search: URLSearchParams): DeliveryFilter {
  const { state: _, ...filter } = deliveryFilterIn(search)
  return filter
}
