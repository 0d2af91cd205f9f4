import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'

export function loginSessionContract(subject: Subject) {
  describe('login sessions', () => {
    const session = { tokenHash: 'a'.repeat(64), createdAt: 1_000, expiresAt: 2_000 }

    it('keeps a session until it is removed', async () => {
      await subject.store.sessions.create(session)
      await subject.reopen()
      const { sessions } = subject.store
      expect(await sessions.find(session.tokenHash)).toEqual(session)
      await sessions.remove(session.tokenHash)
      expect(await sessions.find(session.tokenHash)).toBeNull()
    })

    it('knows no session by another hash, and removes none', async () => {
      const { sessions } = subject.store
      await sessions.create(session)
      await sessions.remove('b'.repeat(64))
      expect(await sessions.find('b'.repeat(64))).toBeNull()
      expect(await sessions.find(session.tokenHash)).toEqual(session)
    })
  })
}
