import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from './client.ts'
import { createQueryClient } from './query-client.ts'
import { sessionState, setSessionState } from './session-state.ts'

const answer = () => Promise.resolve('here')
const refuse = () => Promise.reject(new ApiError(401, 'unauthorized', 'Log in first'))

describe('the session', () => {
  beforeEach(() => setSessionState('unknown'))

  const clientAndLogouts = () => {
    const logouts: string[] = []
    const client = createQueryClient(() => logouts.push('logged out'))
    const ask = (queryFn: () => Promise<string>) =>
      client.fetchQuery({ queryKey: [Math.random()], queryFn }).catch(() => 'refused')
    return { ask, logouts }
  }

  it('sends to the login page when the first answer asks for it', async () => {
    const { ask, logouts } = clientAndLogouts()
    await ask(refuse)
    expect(logouts).toEqual(['logged out'])
    expect(sessionState()).toBe('unknown')
  })

  it('ends in place when it was open before, and goes on with the next answer', async () => {
    const { ask, logouts } = clientAndLogouts()
    await ask(answer)
    await ask(refuse)
    expect(sessionState()).toBe('ended')
    await ask(answer)
    expect(sessionState()).toBe('open')
    expect(logouts).toEqual([])
  })
})
