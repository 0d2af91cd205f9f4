import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { Destination } from '../port.ts'

export function destinationContract(subject: Subject) {
  describe('destinations', () => {
    const destination = (origin: string): Destination => ({
      origin,
      secrets: [{ secret: 'whsec_c2VjcmV0', createdAt: 1_000, until: null }],
      failing: null,
      disabled: null,
      gone: [],
    })

    it('are none at first', async () => {
      expect(await subject.store.destinations.list()).toEqual([])
    })

    it('are kept whole, by origin, and the last word counts', async () => {
      const changed: Destination = {
        ...destination('https://b.example'),
        failing: { since: 2_000, lastAt: 3_000 },
        disabled: { at: 4_000, reason: 'It failed for five days' },
        gone: [{ url: 'https://b.example/\ud800', since: 5_000 }],
      }
      await subject.store.destinations.put(destination('https://b.example'))
      await subject.store.destinations.put(destination('https://a.example'))
      await subject.store.destinations.put(changed)
      await subject.reopen()
      expect(await subject.store.destinations.list()).toEqual([destination('https://a.example'), changed])
    })
  })
}
