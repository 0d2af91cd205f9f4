import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'

export function secretContract(subject: Subject) {
  describe('secrets', () => {
    const secret = (name: string, sealed = 'sealed') => ({ name, sealed, setAt: 1_000, lastUsedAt: null })

    it('are kept by name, and the last word counts', async () => {
      const { secrets } = subject.store
      expect(await secrets.list()).toEqual([])
      await secrets.put(secret('B_TOKEN', 'old'))
      await secrets.put(secret('A_TOKEN'))
      await secrets.put(secret('B_TOKEN', 'new'))
      await subject.reopen()
      expect(await subject.store.secrets.list()).toEqual([secret('A_TOKEN'), secret('B_TOKEN', 'new')])
    })

    it('remember when they were used last, and are forgotten', async () => {
      const { secrets } = subject.store
      await secrets.put(secret('A_TOKEN'))
      await secrets.noteUse('A_TOKEN', 2_000)
      await secrets.noteUse('NONE', 2_000)
      expect(await secrets.list()).toEqual([{ ...secret('A_TOKEN'), lastUsedAt: 2_000 }])
      await secrets.remove('A_TOKEN')
      await secrets.remove('A_TOKEN')
      expect(await secrets.list()).toEqual([])
    })
  })

  it('goes on after a scrub with all that it holds', async () => {
    await subject.store.secrets.put({ name: 'A', sealed: 'x', setAt: 1, lastUsedAt: 2 })
    await subject.store.scrub()
    await subject.store.secrets.put({ name: 'B', sealed: 'y', setAt: 1, lastUsedAt: null })
    await subject.reopen()
    expect((await subject.store.secrets.list()).map(({ name }) => name)).toEqual(['A', 'B'])
  })
}
