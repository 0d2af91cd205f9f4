import { signV3 } from '@phloem/plivo'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import { CarrierDiagnosis } from './carrier-diagnosis.ts'

const NOW = Date.UTC(2026, 0, 2)

function setUp() {
  const lines: Record<string, unknown>[] = []
  const clock = createManualClock(NOW)
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const diagnosis = new CarrierDiagnosis({ clock, log })
  const params = [['CallUUID', 'c-1']] as const
  const refuse = (authToken: string, path = '/plivo/answer') => {
    const signature = signV3({
      method: 'POST',
      url: `http://phloem.example${path}`,
      params,
      nonce: '1',
      authToken,
    })
    diagnosis.refused(
      { reason: 'mismatch', method: 'POST', url: `https://phloem.example${path}`, from: '192.0.2.1' },
      {
        method: 'POST',
        path,
        params,
        signatures: { signature, nonce: '1' },
        headers: {},
        publicUrl: 'https://phloem.example',
        authTokens: ['ours'],
      },
      'no signature fits',
    )
  }
  return { diagnosis, clock, lines, refuse }
}

describe('CarrierDiagnosis', () => {
  it('counts what came through and what did not', async () => {
    const { diagnosis, clock, refuse } = setUp()
    diagnosis.accepted()
    await clock.advance(5)
    diagnosis.accepted()
    refuse('ours')
    expect(diagnosis.look()).toMatchObject({
      accepted: { count: 2, lastAt: NOW + 5 },
      refused: { count: 1, lastAt: NOW + 5, tooMany: 0 },
      refusals: [{ reason: 'mismatch', from: '192.0.2.1', suggestion: { kind: 'public_url' } }],
    })
  })

  it('keeps the last 20, newest first, and the carrier’s own before those of strangers', () => {
    const { diagnosis, refuse } = setUp()
    refuse('ours', '/plivo/hangup')
    for (let index = 0; index < 50; index += 1) refuse('theirs', `/plivo/answer/${index}`)
    const { refusals } = diagnosis.look()
    expect(refusals).toHaveLength(20)
    expect(refusals[0]?.url).toBe('https://phloem.example/plivo/answer/49')
    expect(refusals.at(-1)).toMatchObject({
      url: 'https://phloem.example/plivo/hangup',
      suggestion: { isFromCarrier: true },
    })
  })

  it('writes ten lines a minute for a cause, and explains 60 refusals', async () => {
    const { diagnosis, clock, lines, refuse } = setUp()
    for (let index = 0; index < 59; index += 1) refuse('theirs')
    refuse('ours')
    refuse('ours')
    expect(lines.filter(({ cause }) => cause === 'auth_token')).toHaveLength(10)
    expect(lines.filter(({ cause }) => cause === 'public_url')).toHaveLength(1)
    expect(diagnosis.look().refusals[0]?.suggestion).toBeNull()
    await clock.advance(60_000)
    refuse('ours')
    expect(lines.at(-1)).toMatchObject({
      cause: 'public_url',
      refused: 62,
      msg: expect.stringContaining('Set PHLOEM_PUBLIC_URL to http://phloem.example'),
    })
  })

  it('lets an address send 20 unsigned requests a minute, an IPv6 network counting as one', async () => {
    const { diagnosis, clock } = setUp()
    const send = (ip: string, count: number) =>
      Array.from({ length: count }, () => diagnosis.mayBeUnsigned(ip)).filter(Boolean).length
    expect(send('192.0.2.1', 30)).toBe(20)
    expect(send('::ffff:192.0.2.1', 1)).toBe(0)
    expect(send('192.0.2.2', 1)).toBe(1)
    expect(send('2001:db8::1', 15)).toBe(15)
    expect(send('2001:db8::ffff:2', 15)).toBe(5)
    expect(send('2001:db8:0:1::1', 1)).toBe(1)
    expect(diagnosis.look().refused).toMatchObject({ count: 21, tooMany: 21 })
    await clock.advance(60_000)
    expect(send('192.0.2.1', 1)).toBe(1)
  })
})
