import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import { newCall, webhook } from './samples.ts'

const later = { status: 200, contentType: 'text/xml', body: '<Response><Hangup/></Response>' }

export function webhookContract(subject: Subject) {
  describe('webhooks', () => {
    it('are found by their key inside their call', async () => {
      const { calls } = subject.store
      const first = webhook('one', 'w1', { key: 'dial-1' })
      await calls.commit(newCall('one', {}, { webhook: first }))
      expect(await calls.webhook('one', 'dial-1')).toEqual(first)
      expect(await calls.webhook('one', 'dial-2')).toBeNull()
      expect(await calls.webhook('two', 'dial-1')).toBeNull()
    })

    it('are listed with their duplicates, in the order in which they came', async () => {
      const { calls } = subject.store
      const first = webhook('one', 'w1', { at: 1_000 })
      const duplicates = [2, 3].map((n) =>
        webhook('one', `w${n}`, { at: 1_000 * n, isDuplicate: true, seq: null }),
      )
      await calls.commit(newCall('one', {}, { webhook: first }))
      for (const duplicate of duplicates) await calls.noteWebhook(duplicate)
      await calls.noteWebhook(webhook('two', 'w4'))
      expect(await calls.webhooks('one')).toEqual([first, ...duplicates])
      expect(await calls.webhook('one', 'answer')).toEqual(first)
    })

    it('are first by being kept first, not by the clock', async () => {
      const { calls } = subject.store
      const first = webhook('one', 'w2', { at: 1_000 })
      await calls.noteWebhook(first)
      await calls.noteWebhook(webhook('one', 'w1', { at: 900, isDuplicate: true }))
      expect(await calls.webhook('one', 'answer')).toEqual(first)
    })

    it('are kept for a call that is not known', async () => {
      const recording = webhook('unknown', 'w1', {
        key: 'recorded',
        kind: 'recorded',
        seq: null,
        answer: null,
      })
      await subject.store.calls.noteWebhook(recording)
      await subject.reopen()
      expect(await subject.store.calls.webhooks('unknown')).toEqual([recording])
      expect(await subject.store.calls.find('unknown')).toBeNull()
    })

    it('are first once: of two that come together, one is kept as the duplicate', async () => {
      const { calls } = subject.store
      await Promise.all(['w1', 'w2'].map((id) => calls.noteWebhook(webhook('one', id))))
      const kept = await calls.webhooks('one')
      expect(kept.map(({ isDuplicate }) => isDuplicate).sort()).toEqual([false, true])
      expect(await calls.webhook('one', 'answer')).toEqual(kept.find(({ isDuplicate }) => !isDuplicate))
    })

    it('get their answer later when it was not decided', async () => {
      const { calls } = subject.store
      const waiting = webhook('one', 'w1', { answer: null, durationMs: 0 })
      await calls.commit(newCall('one', {}, { webhook: waiting }))
      expect(await calls.webhook('one', 'answer')).toEqual(waiting)
      await calls.answerWebhook({ id: 'w1', answer: later, durationMs: 250 })
      await subject.reopen()
      const answered = { ...waiting, answer: later, durationMs: 250 }
      expect(await subject.store.calls.webhook('one', 'answer')).toEqual(answered)
    })

    it('keep the answer that they were given first', async () => {
      const { calls } = subject.store
      const answered = webhook('one', 'w1')
      await calls.commit(newCall('one', {}, { webhook: answered }))
      await calls.answerWebhook({ id: 'w1', answer: later, durationMs: 250 })
      expect(await calls.webhook('one', 'answer')).toEqual(answered)
    })
  })
}
