import { describe, expect, it } from 'vitest'
import { CallLock } from './call-lock.ts'

const gate = () => Promise.withResolvers<void>()

describe('the lock of calls', () => {
  it('runs the work on one call in order', async () => {
    const lock = new CallLock()
    const order: string[] = []
    const first = gate()
    const one = lock.run('a', async () => {
      await first.promise
      order.push('one')
    })
    const two = lock.run('a', async () => void order.push('two'))
    first.resolve()
    await Promise.all([one, two])
    expect(order).toEqual(['one', 'two'])
  })

  it('lets other calls pass', async () => {
    const lock = new CallLock()
    const first = gate()
    const one = lock.run('a', () => first.promise)
    await expect(lock.run('b', async () => 'passed')).resolves.toBe('passed')
    first.resolve()
    await one
  })

  it('goes on after work that failed, and tells only its owner', async () => {
    const lock = new CallLock()
    const one = lock.run('a', async () => {
      throw new Error('no')
    })
    const two = lock.run('a', async () => 'yes')
    await expect(one).rejects.toThrow('no')
    await expect(two).resolves.toBe('yes')
  })
})
