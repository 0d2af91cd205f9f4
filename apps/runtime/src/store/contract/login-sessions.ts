import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { LoginSession } from '../port.ts'

export const loginSession = (id: string, over: Partial<LoginSession> = {}): LoginSession => ({
  tokenHash: `hash-of-${id}`,
  id,
  how: 'password',
  name: 'Password',
  tokenId: null,
  scopes: ['admin'],
  ip: '192.0.2.1',
  userAgent: 'A browser "with quotes"',
  createdAt: 1_000,
  lastUsedAt: 1_000,
  expiresAt: 2_000,
  endsBy: 9_000,
  ...over,
})

export function loginSessionContract(subject: Subject) {
  describe('login sessions', () => {
    it('keeps a session until it is removed', async () => {
      const session = loginSession('a')
      await subject.store.sessions.create(session)
      await subject.reopen()
      const { sessions } = subject.store
      expect(await sessions.find(session.tokenHash)).toEqual(session)
      expect(await sessions.remove('a')).toBe(true)
      expect(await sessions.remove('a')).toBe(false)
      expect(await sessions.find(session.tokenHash)).toBeNull()
    })

    it('knows no session by another hash, nor by its id, and removes none', async () => {
      const { sessions } = subject.store
      await sessions.create(loginSession('a'))
      expect(await sessions.remove('hash-of-a')).toBe(false)
      expect(await sessions.find('a')).toBeNull()
      expect(await sessions.find('hash-of-a')).toEqual(loginSession('a'))
    })

    it('lists those that have not expired, the last used first', async () => {
      const { sessions } = subject.store
      for (const id of ['a', 'b', 'c']) await sessions.create(loginSession(id))
      await sessions.create(loginSession('over', { expiresAt: 1_500 }))
      await sessions.touch('b', 1_800, 2_800)
      const listed = await sessions.list(1_500)
      expect(listed.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
      expect(listed[0]).toEqual(loginSession('b', { lastUsedAt: 1_800, expiresAt: 2_800 }))
    })

    it('removes all others, or those of a token', async () => {
      const { sessions } = subject.store
      for (const id of ['a', 'b']) await sessions.create(loginSession(id))
      for (const id of ['c', 'd']) await sessions.create(loginSession(id, { how: 'token', tokenId: 't' }))
      expect(await sessions.removeOfToken('t')).toBe(2)
      expect(await sessions.removeOthers('a')).toBe(1)
      expect((await sessions.list(0)).map(({ id }) => id)).toEqual(['a'])
      expect(await sessions.removeOthers(null)).toBe(1)
    })
  })
}
