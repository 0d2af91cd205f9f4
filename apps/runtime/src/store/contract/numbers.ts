import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { PhoneNumber } from '../port.ts'

const number = (digits: string, rest: Partial<PhoneNumber> = {}): PhoneNumber => ({
  number: digits,
  alias: 'Washington \0\ud800',
  source: 'manual',
  flowId: null,
  fallbackNumber: 'sip:desk@example.com',
  ...rest,
})

export function numberContract(subject: Subject) {
  describe('numbers', () => {
    it('keeps numbers and lists them in order', async () => {
      const { numbers } = subject.store
      const [london, paris, washington] = [
        number('+442079460123'),
        number('+33170189900'),
        number('+12025550199'),
      ]
      for (const each of [london, paris, washington]) await numbers.put(each)
      await subject.reopen()
      expect(await subject.store.numbers.list()).toEqual([washington, paris, london])
      expect(await subject.store.numbers.find(london.number)).toEqual(london)
    })

    it('replaces a number that is put again', async () => {
      const { numbers } = subject.store
      await numbers.put(number('+12025550199'))
      const assigned = number('+12025550199', { flowId: 'report', source: 'simulator', alias: 'Front desk' })
      await numbers.put(assigned)
      expect(await numbers.list()).toEqual([assigned])
    })

    it('removes a number once', async () => {
      const { numbers } = subject.store
      await numbers.put(number('+12025550199'))
      expect(await numbers.remove('+12025550199')).toBe(true)
      expect(await numbers.remove('+12025550199')).toBe(false)
      expect(await numbers.find('+12025550199')).toBeNull()
    })
  })
}
