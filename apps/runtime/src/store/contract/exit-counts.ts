import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { Call, CallChange } from '../port.ts'
import { hungUp, liveCall, newCall, nextEvent, ODD_TEXTS } from './samples.ts'

export const HOUR_MS = 60 * 60_000

/** A new call whose first event takes these exits, written `node.exit`. */
export const taking = (
  callUUID: string,
  at: number,
  exits: string[],
  rest: Partial<Call> = {},
): CallChange => ({
  ...newCall(callUUID, rest),
  event: { ...hungUp(callUUID, 1), at, trace: exits.map(left) },
})

const left = (taken: string) => {
  const [nodeId = '', exit = ''] = taken.split('.')
  return { type: 'left' as const, nodeId, exit, to: null, variables: {} }
}

export function exitCountContract(subject: Subject) {
  describe('how often exits were taken', () => {
    it('is nothing without calls', async () => {
      expect(await subject.store.calls.exitCounts('report', 0, HOUR_MS)).toEqual([])
    })

    it('is counted over calls, versions and visits, for each flow by itself', async () => {
      const { calls } = subject.store
      await calls.commit(taking('a', 5, ['start.incoming_call', 'forward.busy', 'forward.busy']))
      await calls.commit(taking('b', 6, ['start.incoming_call', 'forward.completed'], { version: 2 }))
      await calls.commit(taking('c', 7, ['start.incoming_call'], { flowId: 'other' }))
      await calls.commit(taking('d', 8, ['start.incoming_call'], { flowId: null, version: null }))
      await subject.reopen()
      expect(await subject.store.calls.exitCounts('report', 0, HOUR_MS)).toEqual([
        { nodeId: 'forward', exit: 'busy', count: 2 },
        { nodeId: 'forward', exit: 'completed', count: 1 },
        { nodeId: 'start', exit: 'incoming_call', count: 2 },
      ])
    })

    it.each([
      [0, HOUR_MS, 1],
      [0, HOUR_MS + 1, 3],
      [HOUR_MS - 1, 3 * HOUR_MS, 7],
      [HOUR_MS, 2 * HOUR_MS, 2],
      [2.5 * HOUR_MS, 3 * HOUR_MS, 4],
      [3 * HOUR_MS, 9 * HOUR_MS, 0],
    ])('between %d and %d counts the whole hours', async (from, to, count) => {
      const { calls } = subject.store
      await calls.commit(taking('a', HOUR_MS - 1, ['n.e']))
      await calls.commit(taking('b', HOUR_MS, ['n.e', 'n.e']))
      await calls.commit(taking('c', 3 * HOUR_MS - 1, ['n.e', 'n.e', 'n.e', 'n.e']))
      const counts = await calls.exitCounts('report', from, to)
      expect(counts).toEqual(count === 0 ? [] : [{ nodeId: 'n', exit: 'e', count }])
    })

    it('keeps with the change that took it, or not at all', async () => {
      const { calls } = subject.store
      await calls.commit(taking('a', 5, ['n.e']))
      await expect(calls.commit(taking('a', 5, ['n.e']))).rejects.toThrow()
      const next = nextEvent(liveCall('a', { seq: 9 }))
      await expect(calls.commit({ ...next, event: taking('a', 5, ['n.e']).event })).rejects.toThrow()
      expect(await calls.exitCounts('report', 0, HOUR_MS)).toMatchObject([{ count: 1 }])
    })

    it.each(ODD_TEXTS)('knows nodes and exits whose names hold %s', async (_, text) => {
      const event = {
        ...hungUp('a', 1),
        trace: [{ type: 'left' as const, nodeId: text, exit: text, to: null, variables: {} }],
      }
      await subject.store.calls.commit(newCall('a', {}, { event }))
      expect(await subject.store.calls.exitCounts('report', 0, HOUR_MS)).toEqual([
        { nodeId: text, exit: text, count: 1 },
      ])
    })
  })
}
