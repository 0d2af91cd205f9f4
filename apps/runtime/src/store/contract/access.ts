import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { ApiToken, AuditEntry, LoginAttempt } from '../port.ts'

const token = (id: string, over: Partial<ApiToken> = {}): ApiToken => ({
  id,
  tokenHash: `hash-of-${id}`,
  name: `Token ${id}`,
  scopes: ['read', 'operate'],
  createdAt: 1_000,
  expiresAt: null,
  lastUsedAt: null,
  ...over,
})

const attempt = (id: string, at: number, over: Partial<LoginAttempt> = {}): LoginAttempt => ({
  id,
  ip: '192.0.2.1',
  account: 'admin',
  at,
  ...over,
})

const entry = (id: string, at: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at,
  actor: { kind: 'session', id: 's', name: 'Password' },
  ip: '192.0.2.1',
  action: 'flow_published',
  subject: 'guide',
  detail: 'version 1\u0000"',
  ...over,
})

export function accessContract(subject: Subject) {
  describe('API tokens', () => {
    it('keeps a token until it is removed', async () => {
      expect(await subject.store.tokens.create(token('a', { expiresAt: 9_000 }), 10)).toBe(true)
      await subject.store.tokens.touch('a', 5_000)
      await subject.reopen()
      const { tokens } = subject.store
      const kept = token('a', { expiresAt: 9_000, lastUsedAt: 5_000 })
      expect(await tokens.find('hash-of-a')).toEqual(kept)
      expect(await tokens.find('a')).toBeNull()
      expect(await tokens.remove('a')).toEqual(kept)
      expect(await tokens.remove('a')).toBeNull()
      expect(await tokens.find('hash-of-a')).toBeNull()
    })

    it('lists the newest first, and takes no more than the limit', async () => {
      const { tokens } = subject.store
      expect(await tokens.create(token('a'), 2)).toBe(true)
      expect(await tokens.create(token('b', { createdAt: 2_000 }), 2)).toBe(true)
      expect(await tokens.create(token('c'), 2)).toBe(false)
      expect((await tokens.list()).map(({ id }) => id)).toEqual(['b', 'a'])
    })
  })

  describe('the password', () => {
    it('is none, then the last that was put', async () => {
      expect(await subject.store.password.find()).toBeNull()
      await subject.store.password.put({ hash: 'one', changedAt: 1 })
      await subject.store.password.put({ hash: 'two', changedAt: 2 })
      await subject.reopen()
      expect(await subject.store.password.find()).toEqual({ hash: 'two', changedAt: 2 })
    })
  })

  describe('login attempts', () => {
    const limits = [
      { of: 'ip', most: 2, withinMs: 100 },
      { of: 'account', most: 3, withinMs: 1_000 },
    ] as const

    it('are refused beyond a limit until the oldest has left the window, also after a restart', async () => {
      const { loginAttempts } = subject.store
      expect(await loginAttempts.begin(attempt('a', 1_000), limits)).toBeNull()
      expect(await loginAttempts.begin(attempt('b', 1_050), limits)).toBeNull()
      await subject.reopen()
      const begin = subject.store.loginAttempts.begin
      expect(await begin(attempt('c', 1_099), limits)).toEqual({ freeAt: 1_100 })
      expect(await begin(attempt('d', 1_100), limits)).toBeNull()
      expect(await begin(attempt('e', 1_400), limits)).toEqual({ freeAt: 2_000 })
    })

    it('of another address or of no account count apart', async () => {
      const { begin } = subject.store.loginAttempts
      expect(await begin(attempt('a', 1_000), limits)).toBeNull()
      expect(await begin(attempt('b', 1_000), limits)).toBeNull()
      expect(await begin(attempt('c', 1_000, { ip: '192.0.2.2' }), limits)).toBeNull()
      expect(await begin(attempt('d', 1_000, { ip: '192.0.2.3' }), limits)).toEqual({ freeAt: 2_000 })
      expect(await begin(attempt('e', 1_000, { ip: '192.0.2.3', account: null }), limits)).toBeNull()
    })

    it('that begin at once are counted one after another', async () => {
      const { begin } = subject.store.loginAttempts
      const results = await Promise.all(['a', 'b', 'c', 'd'].map((id) => begin(attempt(id, 1_000), limits)))
      expect(results.filter((result) => result === null)).toHaveLength(2)
    })

    it('that were forgotten, or lie in the future of a clock that was set back, do not count', async () => {
      const { begin, forget } = subject.store.loginAttempts
      await begin(attempt('a', 1_000), limits)
      await forget('a')
      await begin(attempt('b', 9_000), limits)
      await begin(attempt('c', 9_000), limits)
      expect(await begin(attempt('d', 1_000), limits)).toBeNull()
      expect(await begin(attempt('e', 1_000), limits)).toBeNull()
      expect(await begin(attempt('f', 1_000), limits)).toEqual({ freeAt: 1_100 })
    })
  })

  describe('the audit log', () => {
    it('gives its entries whole, newest first and page by page', async () => {
      for (const [index, id] of ['a', 'b', 'c'].entries()) await subject.store.audit.add(entry(id, index))
      await subject.reopen()
      const { audit } = subject.store
      const first = await audit.list({ limit: 2 })
      expect(first.entries).toEqual([entry('c', 2), entry('b', 1)])
      const second = await audit.list({ limit: 2, cursor: first.next ?? '' })
      expect(second).toEqual({ entries: [entry('a', 0)], next: null })
    })

    it('gives those of one action', async () => {
      const { audit } = subject.store
      await audit.add(entry('a', 1))
      await audit.add(entry('b', 2, { action: 'logged_in' }))
      expect((await audit.list({ limit: 9, action: 'logged_in' })).entries).toEqual([
        entry('b', 2, { action: 'logged_in' }),
      ])
    })
  })

  describe('what is kept of access', () => {
    it('goes by its time, in portions, the oldest first', async () => {
      const { audit, loginAttempts, retention } = subject.store
      for (const at of [1, 2, 3]) {
        await audit.add(entry(`a${at}`, at))
        await loginAttempts.begin(attempt(`a${at}`, at), [])
      }
      expect(await retention.audit(3, 1)).toBe(1)
      expect((await audit.list({ limit: 9 })).entries.map(({ at }) => at)).toEqual([3, 2])
      expect(await retention.audit(3, 9)).toBe(1)
      expect(await retention.loginAttempts(3, 9)).toBe(2)
      expect(await retention.loginAttempts(3, 9)).toBe(0)
    })
  })
}
