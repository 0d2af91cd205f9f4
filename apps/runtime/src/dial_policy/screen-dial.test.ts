import type { Dial } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { DialLimit } from '../store/port.ts'
import { numberKind } from './number-kind.ts'
import { DEFAULT_POLICY, type DialPolicy } from './policy.ts'
import { type Dialling, minutesSpent, screenDial } from './screen-dial.ts'

const OWN = '+12025551111'

const screen = (
  recipients: string[],
  {
    policy = {},
    literals = [],
    allowsTemplates = true,
    reached = [],
    call = {},
  }: {
    policy?: Partial<DialPolicy>
    literals?: string[]
    allowsTemplates?: boolean
    reached?: DialLimit[]
    call?: Partial<Dialling['call']>
  } = {},
) => {
  const dial = { type: 'dial', recipients, ...(allowsTemplates ? { allowsTemplates } : {}) } as Dial
  return screenDial(
    {
      dial,
      at: 1_000,
      call: { callUUID: 'c', from: '+14155550100', to: '+12025550177', flowId: 'f', ...call },
      literals: new Set(literals),
      isOwnNumber: (number) => number === OWN,
    },
    { ...DEFAULT_POLICY, ...policy },
    reached,
  )
}

describe('the kind of a number', () => {
  it.each([
    ['+12025551234', { country: 'US', danger: null, isOrdinary: true }],
    ['+18005551234', { danger: null, isOrdinary: true }],
    ['+18765551234', { country: 'JM', danger: null, isOrdinary: true }],
    ['+19002345678', { danger: 'a premium-rate number', isOrdinary: false }],
    ['+12129761234', { danger: 'a premium-rate number', isOrdinary: false }],
    ['+33899123456', { danger: 'a premium-rate number', isOrdinary: false }],
    ['+979123456789', { danger: 'a premium-rate number', isOrdinary: false }],
    ['+870773111632', { danger: 'a satellite phone', isOrdinary: false }],
    ['+881612345678', { danger: 'a satellite phone', isOrdinary: false }],
    ['+88213300655', { danger: 'a number of an international network', isOrdinary: false }],
    ['+80812345678', { danger: null, isOrdinary: false }],
    ['+442012', { danger: null, isOrdinary: false }],
    ['+447012345678', { danger: null, isOrdinary: false }],
    ['+999999999999', { country: null, danger: null, isOrdinary: false }],
  ])('%s', (number, kind) => expect(numberKind(number)).toMatchObject(kind))
})

describe('recipients that stand in the flow', () => {
  it('are dialled, also where no country has given them out', () => {
    const recipients = ['+12025551234', '+447700900123', '+999999999999', 'sip:ann@anywhere.example;maddr=x']
    const screened = screen(recipients, { literals: recipients, allowsTemplates: false })
    expect(screened).toEqual({ recipients, refusals: [], limits: [] })
  })

  it('are not where they are premium or satellite, unless the policy lists them', () => {
    const literals = ['+19002345678', '+870773111632', '+12025551234']
    const { recipients, refusals } = screen(literals, { literals, policy: { listed: ['+870773111632'] } })
    expect(recipients).toEqual(['+870773111632', '+12025551234'])
    expect(refusals).toEqual([
      'Phloem did not dial +19002345678: it is a premium-rate number, and the dialling policy does not list it.',
    ])
  })
})

describe('recipients from templates', () => {
  it.each([
    ['the node allows none', '+12025551234', { allowsTemplates: false }, 'which the node does not allow'],
    ['no country is allowed', '+12025551234', {}, 'does not allow numbers of US'],
    ['another country is', '+18765551234', { policy: { allowed: ['US'] } }, 'does not allow numbers of JM'],
    ['they are premium', '+19002345678', { policy: { allowed: ['US', '+1'] } }, 'premium-rate'],
    ['nobody has them', '+11112223333', { policy: { allowed: ['+1'] } }, 'no number that is given out'],
    ['their host is not allowed', 'sip:a@evil.example', {}, 'the SIP host evil.example'],
    [
      'they name another host',
      'sip:a@ok.example;maddr=evil',
      { policy: { sipHosts: ['ok.example'] } },
      'more than',
    ],
    [
      'a host only begins so',
      'sip:a@ok.example.evil',
      { policy: { sipHosts: ['ok.example'] } },
      'ok.example.evil',
    ],
    ['a listed address only begins so', 'sip:a@ok.evil', { policy: { listed: ['sip:a@ok'] } }, 'ok.evil'],
  ])('are refused where %s', (_, recipient, options, why) => {
    const { recipients, refusals } = screen([recipient], options)
    expect(recipients).toEqual([])
    expect(refusals).toEqual([expect.stringContaining(why)])
  })

  it.each([
    ['their country', '+12025551234', { allowed: ['US'] }],
    ['their beginning', '+4930123456', { allowed: ['+4930'] }],
    ['their host', 'sip:a@OK.example:5061', { sipHosts: ['ok.example'] }],
  ])('are dialled where the policy allows %s, and counted', (_, recipient, policy) => {
    const { recipients, limits } = screen([recipient], { policy })
    expect(recipients).toEqual([recipient])
    expect(limits.map(({ key }) => key)).toEqual([`to ${recipient}`, 'flow f', 'caller +14155550100'])
  })

  it('need no leave where the policy lists them, and are not counted', () => {
    expect(screen(['+12025550142'], { allowsTemplates: false })).toEqual({
      recipients: ['+12025550142'],
      refusals: [],
      limits: [],
    })
  })

  it('are left out where a limit is reached, and those of the flow stay', () => {
    const policy = { allowed: ['US'] }
    const all = ['+12025551234', '+12025551235', '+12025559999']
    const literals = ['+12025559999']
    const limitOf = (key: string) =>
      screen(all, { policy, literals }).limits.filter((limit) => limit.key === key)
    const toOne = screen(all, { policy, literals, reached: limitOf('to +12025551234') })
    expect(toOne.recipients).toEqual(['+12025551235', '+12025559999'])
    expect(toOne.refusals).toEqual([expect.stringContaining('dialled 10 times within the hour')])
    const ofFlow = screen(all, { policy, literals, reached: limitOf('flow f') })
    expect(ofFlow).toMatchObject({ recipients: ['+12025559999'], limits: [] })
    expect(ofFlow.refusals).toHaveLength(2)
  })
})

describe('every dial', () => {
  const literals = ['+12025551234', OWN]

  it('is refused once the call has dialled too often', () => {
    expect(screen(literals, { literals, call: { dials: 20 } })).toMatchObject({ recipients: [], limits: [] })
    expect(screen(literals, { literals, call: { dials: 19 } }).recipients).toEqual(literals)
  })

  it('of a number of our own counts how many came before', () => {
    const { limits } = screen(literals, { literals })
    expect(limits).toEqual([
      { kind: 'own_number', key: `own ${OWN}`, calledKey: 'own +12025550177', most: 2 },
    ])
    const looping = screen(literals, { literals, reached: limits })
    expect(looping.recipients).toEqual(['+12025551234'])
    expect(looping.refusals).toEqual([expect.stringContaining('looks like a loop')])
  })

  it('takes a minute of what may be spent, and the call the rest at its end', () => {
    const policy = { spending: { perMinute: 0.25, perDay: 10 } }
    const { limits } = screen(['+12025551234'], { literals, policy })
    expect(limits).toMatchObject([{ key: 'minutes', add: 1, most: 40 }])
    expect(screen(['+12025551234'], { literals, policy, reached: limits }).recipients).toEqual([])
    const call = { dials: 1, durationSeconds: 241, endedAt: 5_000 }
    expect(minutesSpent(call, { ...DEFAULT_POLICY, ...policy })).toMatchObject([{ add: 4, most: null }])
    expect(minutesSpent({ ...call, dials: 0 }, { ...DEFAULT_POLICY, ...policy })).toEqual([])
    expect(minutesSpent(call, DEFAULT_POLICY)).toEqual([])
  })
})
