import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { Scenario } from '../port.ts'
import { flowDocument, ODD_TEXTS } from './samples.ts'

const scenario = (name: string, rest: Partial<Scenario> = {}): Scenario => ({
  name,
  call: { from: '+14155550100', to: '+12025550199', callerName: 'Zoë \0\ud800' },
  at: 10,
  outcomes: { forward: [{ dial: 'busy', ringSeconds: 3 }] },
  expected: [{ nodeId: 'forward', did: 'left', detail: 'busy_rejected' }],
  ...rest,
})

export function scenarioContract(subject: Subject) {
  describe('scenarios', () => {
    it('keeps scenarios of a flow and lists them by name', async () => {
      const { scenarios } = subject.store
      const names = ['Nobody answers', 'Busy', ...ODD_TEXTS.map(([, text]) => text)]
      for (const name of names) {
        expect(await scenarios.put('report', scenario(name), 100)).toBe(true)
      }
      await scenarios.put('other', scenario('Elsewhere'), 100)
      await subject.reopen()
      const listed = await subject.store.scenarios.list('report')
      expect(listed).toContainEqual(scenario('Busy'))
      const listedNames = listed.map(({ name }) => name)
      expect(listedNames.toSorted()).toEqual(names.toSorted())
      expect(listedNames.indexOf('Busy')).toBeLessThan(listedNames.indexOf('Nobody answers'))
    })

    it('replaces the one of the same name, also where there is room for no other', async () => {
      const { scenarios } = subject.store
      expect(await scenarios.put('report', scenario('Busy'), 1)).toBe(true)
      expect(await scenarios.put('report', scenario('Busy', { at: 20 }), 1)).toBe(true)
      expect(await scenarios.put('report', scenario('Other'), 1)).toBe(false)
      expect(await scenarios.list('report')).toEqual([scenario('Busy', { at: 20 })])
    })

    it('removes a scenario once', async () => {
      const { scenarios } = subject.store
      await scenarios.put('report', scenario('Busy'), 100)
      expect(await scenarios.remove('report', 'Busy')).toBe(true)
      expect(await scenarios.remove('report', 'Busy')).toBe(false)
      expect(await scenarios.list('report')).toEqual([])
    })

    it('loses them with their flow, not with a draft that is saved', async () => {
      const { flows, scenarios } = subject.store
      await flows.create(flowDocument('report'), 10)
      await scenarios.put('report', scenario('Busy'), 100)
      await flows.saveDraft(flowDocument('report', 'Better'), null, 20)
      expect(await scenarios.list('report')).toHaveLength(1)
      await flows.remove('report')
      expect(await scenarios.list('report')).toEqual([])
    })
  })
}
