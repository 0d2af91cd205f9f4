import type { Json } from '@phloem/flow'
import type { SettingStore } from '../store/port.ts'
import { DEFAULT_POLICY, type DialPolicy } from './policy.ts'

const NAME = 'dial_policy'

/** The dialling policy in force. */
export class DialPolicies {
  readonly #store: SettingStore
  #current: DialPolicy = DEFAULT_POLICY

  constructor(store: SettingStore) {
    this.#store = store
  }

  get current(): DialPolicy {
    return this.#current
  }

  /** What a policy from before does not say is as it is by default. */
  async load(): Promise<void> {
    const kept = (await this.#store.find(NAME)) as Partial<DialPolicy> | null
    this.#current = { ...DEFAULT_POLICY, ...kept }
  }

  async set(policy: DialPolicy): Promise<void> {
    await this.#store.put(NAME, policy as unknown as Json)
    this.#current = policy
  }
}
