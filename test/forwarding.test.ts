import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReportServer, startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

let phloem: RunningPhloem
let reports: ReportServer

beforeAll(async () => {
  reports = await startReportServer()
  phloem = await startPhloem()
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

/** Assigns a flow whose Call Forward has this config to a number of its own, and calls it. */
async function call(number: string, config: object, legs: unknown[], more: object = {}) {
  const id = `f${number.slice(1)}`
  const document = guideFlow(reports.url, id)
  Object.assign(document.nodes[1].config, config)
  document.nodes[2].config.pairs.push({ key: 'to', value: '{{Call_Forward_1.to}}' })
  await phloem.api('POST', '/api/flows', document)
  expect((await phloem.api('PUT', `/api/numbers/${number}`, { flowId: id })).status).toBe(200)
  const { body } = await phloem.api('POST', '/api/simulator/calls', {
    from: '+14155550100',
    to: number,
    legs,
    speed: 1000,
    ...more,
  })
  const report = await reports.of(body.callUUID)
  const details = await until('the end of the call', async () => {
    const { body: call } = await phloem.api('GET', `/api/calls/${body.callUUID}`)
    return call.status === 'ended' ? call : null
  })
  const { text } = (await phloem.api('GET', `/api/simulator/calls/${body.callUUID}`)).body
  return { pairs: Object.fromEntries(report.pairs), details, text: text as string }
}

describe('screening', () => {
  const confirm = {
    prompt: 'A call from {{Start.call.from}}. Press 1 to take it.',
    key: '1',
    timeoutSeconds: 5,
  }

  it('connects the recipient who presses the key, after the prompt', async () => {
    const { pairs, details, text } = await call('+12025550151', { confirm }, [
      { outcome: 'answer', pressKey: '1' },
    ])
    expect(pairs).toMatchObject({ DialStatus: 'completed', to: '+12025550101' })
    expect(text).toContain('A call from +14155550100. Press 1 to take it.')
    expect(details.webhooks.map(({ kind }: { kind: string }) => kind)).toContain('confirm')
  })

  it('leaves by no_answer when nobody presses it', async () => {
    const { details } = await call('+12025550152', { confirm }, [{ outcome: 'answer', pressKey: null }])
    expect(details.state).toBe('no_answer')
  })
})

describe('one after the other', () => {
  it('goes on to the next recipient, and stops at the one who answers', async () => {
    const { pairs, details } = await call('+12025550153', { order: 'sequence' }, ['busy', 'answer'])
    expect(pairs).toMatchObject({ DialStatus: 'completed', to: '+12025550102' })
    const dials = details.events.filter(
      ({ event }: { event: { type: string } }) => event.type === 'dial_ended',
    )
    expect(dials.map(({ event }: { event: { result: string } }) => event.result)).toEqual([
      'busy',
      'completed',
    ])
  })

  it('reports the last outcome, once, when nobody answers', async () => {
    const { pairs, details } = await call('+12025550154', { order: 'sequence' }, ['no_answer', 'reject'])
    expect(pairs.DialHangupCause).toBe('CALL_REJECTED')
    expect(details.deliveries).toHaveLength(1)
  })

  it('rings nobody else once the caller is gone', async () => {
    const { details } = await call('+12025550155', { order: 'sequence' }, ['no_answer', 'answer'], {
      hangup: 'ringing',
    })
    expect(details.state).toBe('no_answer')
    const dials = details.events.flatMap(({ effects }: { effects: { type: string }[] }) => effects)
    expect(dials.filter(({ type }: { type: string }) => type === 'dial')).toHaveLength(1)
  })
})

describe('the other settings', () => {
  it('reach the carrier', async () => {
    const { details } = await call(
      '+12025550156',
      {
        to: ['sip:desk@example.com', '+12025550101'],
        ringTimeoutSeconds: 12,
        timeLimitSeconds: 60,
        callerName: 'Sales for {{Start.call.caller_name}}',
        record: true,
      },
      ['answer'],
      { callerName: 'Ada & Co' },
    )
    const [{ body: xml }] = details.webhooks
    expect(xml).toContain('<User>sip:desk@example.com</User><Number>+12025550101</Number>')
    expect(xml).toMatch(/timeout="12" timeLimit="60"/)
    expect(xml).toContain('callerName="Sales for Ada &amp; Co"')
    expect(xml).toMatch(/<Record recordSession="true" startOnDialAnswer="true"/)
    expect(details.webhooks.map(({ kind }: { kind: string }) => kind)).toContain('recorded')
  })
})
