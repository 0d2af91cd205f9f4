import type { Leg } from './leg.ts'
import { toAddress } from './phone-number.ts'

/** Tells which leg plays a recipient that the call dials, recipient by recipient. */
export type Cast = (recipient: string) => Leg

/** Legs with a number play that number; the others come in dial order, the last one again and again. */
export function createCast(legs: readonly Leg[]): Cast {
  const inDialOrder = legs.filter((leg) => leg.number === undefined)
  let next = 0
  return (recipient) => {
    const address = toAddress(recipient)
    if (address === null) return { outcome: 'unreachable' }
    const named = legs.find((leg) => leg.number !== undefined && toAddress(leg.number) === address)
    return named ?? inDialOrder[Math.min(next++, inDialOrder.length - 1)] ?? { outcome: 'answer' }
  }
}
