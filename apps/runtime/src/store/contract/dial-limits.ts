import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import { type DialLimit, DialLimitError } from '../port.ts'
import { allOf, hungUp, liveCall, newCall, newDelivery, nextEvent } from './samples.ts'

const HOUR_MS = 3_600_000
const AT = 500 * HOUR_MS

export function dialLimitContract(subject: Subject) {
  describe('what dials count towards', () => {
    const rate = (at: number, over: Partial<DialLimit> = {}): DialLimit =>
      ({ kind: 'rate', key: 'to +1', periodMs: HOUR_MS, at, add: 1, most: 3, ...over }) as DialLimit
    const inCalls = (): DialLimit => ({ kind: 'live_calls', key: 'caller A', most: 2 })
    const dial = (callUUID: string, ...dialLimits: DialLimit[]) =>
      subject.store.calls.commit({
        ...newCall(callUUID, {}, { dialLimits }),
        event: { ...hungUp(callUUID, 1), event: { type: 'dial_end_missed', at: AT, step: 1 } },
      })
    const hangUp = (callUUID: string) => subject.store.calls.commit(nextEvent(liveCall(callUUID)))

    it('is taken until a limit is reached, and again once the period is over', async () => {
      for (const id of ['a', 'b', 'c']) await dial(id, rate(AT))
      const refused = dial('d', rate(AT + 1))
      await expect(refused).rejects.toThrow(DialLimitError)
      await expect(refused).rejects.toMatchObject({ limit: { key: 'to +1' } })
      await subject.reopen()
      await expect(dial('d', rate(AT + HOUR_MS - 1))).rejects.toThrow(DialLimitError)
      await expect(dial('d', rate(AT, { key: 'to +2' }))).resolves.toBeUndefined()
      await expect(dial('e', rate(AT + 2 * HOUR_MS))).resolves.toBeUndefined()
    })

    it('is never more within any period, wherever that begins', async () => {
      const taken: number[] = []
      for (let minute = 0; minute < 300; minute += 7) {
        const at = AT + minute * 60_000
        await dial(`call-${minute}`, rate(at)).then(
          () => taken.push(at),
          () => undefined,
        )
      }
      for (const from of taken)
        expect(taken.filter((at) => at >= from && at < from + HOUR_MS).length).toBeLessThanOrEqual(3)
      expect(taken.length).toBeGreaterThanOrEqual(9)
    })

    it('leaves nothing behind of a change that is refused', async () => {
      const change = newCall('x', {}, { dialLimits: [rate(AT, { add: 2 }), rate(AT, { add: 2 })] })
      const deliveries = [newDelivery('x', 'd')]
      await expect(subject.store.calls.commit({ ...change, deliveries })).rejects.toThrow(DialLimitError)
      expect(await allOf(subject.store, 'x')).toEqual({
        call: null,
        events: [],
        webhooks: [],
        deliveries: [],
        timers: [],
      })
      await expect(dial('y', rate(AT, { add: 3 }))).resolves.toBeUndefined()
    })

    it('is counted without a limit where none is given', async () => {
      await dial('a', rate(AT, { add: 100, most: null }))
      await expect(dial('b', rate(AT))).rejects.toThrow(DialLimitError)
    })

    it('are calls that are up at once, each of them once', async () => {
      await dial('a', inCalls())
      await subject.store.calls.commit({
        ...nextEvent(liveCall('a')),
        event: { ...hungUp('a', 2), event: { type: 'dial_end_missed', at: AT, step: 1 } },
        dialLimits: [inCalls()],
      })
      await dial('b', inCalls())
      await expect(dial('c', inCalls())).rejects.toThrow(DialLimitError)
      await hangUp('b')
      await expect(dial('c', inCalls())).resolves.toBeUndefined()
    })

    it('are our own numbers in a row', async () => {
      const own = (number: string, called: string): DialLimit => ({
        kind: 'own_number',
        key: `own ${number}`,
        calledKey: `own ${called}`,
        most: 2,
      })
      await dial('one', own('B', 'A'))
      await dial('two', own('C', 'B'))
      await expect(dial('three', own('D', 'C'))).rejects.toThrow(DialLimitError)
      await expect(dial('other', own('B', 'A'))).resolves.toBeUndefined()
      await hangUp('two')
      await expect(dial('three', own('D', 'C'))).resolves.toBeUndefined()
    })
  })

  it('keeps what Phloem itself made happen with the event that it followed', async () => {
    const followUps = [hungUp('f', 2), hungUp('f', 3)]
    await subject.store.calls.commit(newCall('f', { seq: 3 }, { followUps }))
    expect((await subject.store.calls.events('f')).map(({ seq }) => seq)).toEqual([1, 2, 3])
    const call = await subject.store.calls.find('f')
    expect(call?.seq).toBe(3)
    if (call) await subject.store.calls.commit(nextEvent(call))
    expect(await subject.store.calls.events('f')).toHaveLength(4)
  })
}
