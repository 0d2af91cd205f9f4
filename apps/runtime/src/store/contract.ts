import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessContract } from './contract/access.ts'
import { callChangeContract } from './contract/call-changes.ts'
import { callListContract } from './contract/call-list.ts'
import { deliveryContract } from './contract/deliveries.ts'
import { destinationContract } from './contract/destinations.ts'
import { dialLimitContract } from './contract/dial-limits.ts'
import { exitCountContract } from './contract/exit-counts.ts'
import { flowContract } from './contract/flows.ts'
import { loginSessionContract } from './contract/login-sessions.ts'
import { numberContract } from './contract/numbers.ts'
import { retentionContract } from './contract/retention.ts'
import { newCall } from './contract/samples.ts'
import { scenarioContract } from './contract/scenarios.ts'
import { secretContract } from './contract/secrets.ts'
import { settingContract } from './contract/settings.ts'
import { webhookContract } from './contract/webhooks.ts'
import type { Store } from './port.ts'

export interface OpenedStore {
  store: Store
  /** Closes the store and opens it on the same data. */
  reopen: () => Promise<Store>
  /** Closes whichever is open and erases the data. */
  destroy: () => Promise<void>
}

/** The store of the test that runs, empty when it begins. */
export interface Subject {
  readonly store: Store
  reopen: () => Promise<void>
}

/** What every adapter keeps to. `open` gives an empty store each time. */
export function storeContract(name: string, open: () => Promise<OpenedStore>) {
  describe(`the store on ${name}`, () => {
    let opened: OpenedStore
    let store: Store
    const subject: Subject = {
      get store() {
        return store
      },
      reopen: async () => {
        store = await opened.reopen()
      },
    }

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.destroy())

    flowContract(subject)
    scenarioContract(subject)
    numberContract(subject)
    callChangeContract(subject)
    webhookContract(subject)
    callListContract(subject)
    dialLimitContract(subject)
    exitCountContract(subject)
    deliveryContract(subject)
    destinationContract(subject)
    loginSessionContract(subject)
    secretContract(subject)
    settingContract(subject)
    accessContract(subject)
    retentionContract(subject)

    it('answers a ping until it is closed', async () => {
      await expect(store.ping()).resolves.toBeUndefined()
      await store.close()
      await expect(store.ping()).rejects.toThrow()
    })

    it('takes no writes once it is closed', async () => {
      await store.close()
      await expect(store.calls.commit(newCall('late'))).rejects.toThrow()
    })

    it('is closed twice without harm', async () => {
      await store.close()
      await expect(store.close()).resolves.toBeUndefined()
    })

    it('keeps what was under way when it is closed', async () => {
      const committed = store.calls.commit(newCall('under-way'))
      await subject.reopen()
      await expect(committed).resolves.toBeUndefined()
      expect(await store.calls.find('under-way')).not.toBeNull()
    })
  })
}
