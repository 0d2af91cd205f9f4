import type { Destination, DestinationStore } from '../store/port.ts'
import { destinationSecret } from './sealed-texts.ts'
import type { Vault } from './vault.ts'

/** The store of destinations, to which their signing secrets go encrypted. */
export const sealedDestinations = (store: DestinationStore, vault: Vault): DestinationStore => ({
  list: async () => (await store.list()).map((each) => withSecrets(each, vault.open.bind(vault))),
  put: (destination) => store.put(withSecrets(destination, vault.seal.bind(vault))),
})

const withSecrets = (
  destination: Destination,
  change: (secret: string, belongsTo: string) => string,
): Destination => ({
  ...destination,
  secrets: destination.secrets.map((each) => ({
    ...each,
    secret: change(each.secret, destinationSecret(destination.origin)),
  })),
})
