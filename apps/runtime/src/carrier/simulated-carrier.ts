import { retries } from '@phloem/plivo'
import { createSimulator, type Simulator } from '@phloem/simulator'
import type { NumberStore } from '../store/port.ts'

/** Rented from the start, so that a fresh machine has something to call. North American and British fiction numbers. */
const RENTED = [
  { number: '+12025550199', alias: 'Washington' },
  { number: '+12025550188', alias: 'Washington, second line' },
  { number: '+442079460123', alias: 'London' },
]

export interface SimulatedCarrierOptions {
  authToken: string
  /** The address that it signs, as Plivo would. */
  publicUrl: () => string
  /** The address that it really asks: the public one may lead through a proxy that is not there yet. */
  localUrl: () => string
}

/** The carrier while no Plivo account is set: it calls this same Phloem, over HTTP and signed. */
export function simulatedCarrier({ authToken, publicUrl, localUrl }: SimulatedCarrierOptions): Simulator {
  return createSimulator({
    authId: 'MASIMULATOR000000000',
    authToken,
    numbers: RENTED.map(({ number }) => number),
    application: () => ({
      answerUrl: retries(`${publicUrl()}/plivo/answer`),
      hangupUrl: retries(`${publicUrl()}/plivo/hangup`),
      fallbackUrl: retries(`${publicUrl()}/plivo/fallback`),
    }),
    reroute: (url) =>
      url.href.startsWith(publicUrl()) ? new URL(`${localUrl()}${url.href.slice(publicUrl().length)}`) : url,
  })
}

/** Lists the simulator's numbers as ours; assignments that stand already are kept. */
export async function listRentedNumbers(numbers: NumberStore): Promise<void> {
  for (const { number, alias } of RENTED) {
    const known = await numbers.find(number)
    if (known === null)
      await numbers.put({ number, alias, source: 'simulator', flowId: null, fallbackNumber: null })
  }
}
