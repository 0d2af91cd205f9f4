import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import { ODD_TEXTS } from './samples.ts'

export function settingContract(subject: Subject) {
  describe('settings', () => {
    it('are null until they are set, and the last word counts', async () => {
      expect(await subject.store.settings.find('dial_policy')).toBeNull()
      await subject.store.settings.put('dial_policy', { allowed: ['US'] })
      await subject.store.settings.put('dial_policy', { allowed: ['DE'], odd: ODD_TEXTS })
      await subject.reopen()
      expect(await subject.store.settings.find('dial_policy')).toEqual({ allowed: ['DE'], odd: ODD_TEXTS })
    })
  })
}
