import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { attribute } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { AUTH, answerParams, ask, dialParams } from '../harness/outside-carrier.ts'
import type { Experiment, Finding } from './experiment.ts'
import { NUMBER, startSubject } from './subject.ts'

const HOUR_MS = 60 * 60_000
const JUMPS_HOURS = { short: [24, -24], long: [1, -1, 24, -24, 24 * 365] }
/** The second attempt of a report comes 5 s after the first. */
const SECOND_ATTEMPT_MS = 5_000

/** The wall clock is set while calls are up and reports wait. */
export const clockJumps: Experiment = {
  name: 'clock-jumps',
  title: 'the wall clock is set forward and back under live calls and waiting reports',
  run: async (scale, note) => {
    const findings: Finding[] = []
    for (const hours of JUMPS_HOURS[scale]) {
      findings.push(await jump(hours))
      note(`${hours} h`)
    }
    return findings
  },
}

async function jump(hours: number): Promise<Finding> {
  const folder = mkdtempSync(join(tmpdir(), 'phloem-clock-'))
  const shift = join(folder, 'shift')
  writeFileSync(shift, '0')
  let refusals = 1
  await using sink = await startOutcomeSink((response) => {
    response.statusCode = refusals-- > 0 ? 503 : 200
    response.end()
  })
  const preload = fileURLToPath(new URL('../harness/clock-shift.ts', import.meta.url))
  await using phloem = await startSubject(sink.url, {
    env: { ...AUTH, NODE_OPTIONS: `--import ${preload}`, CLOCK_SHIFT_FILE: shift },
  })
  const call = async (callUUID: string) =>
    attribute(
      (await ask(`${phloem.url}/plivo/answer`, answerParams(callUUID, { To: NUMBER.slice(1) }))).body,
      'action',
    )
  const waiting = await call('waiting')
  await ask(waiting ?? '', dialParams('waiting', { DialStatus: 'busy' }))
  const live = await call('live')
  while (sink.count() < 1) await sleep(20)
  const firstAt = performance.now()

  writeFileSync(shift, String(hours * HOUR_MS))
  // Longer than the watch of the clock and the sweep of silent calls need together.
  await sleep(2_500)
  const cameEarly = sink.count() > 1
  while (sink.count() < 2 && performance.now() - firstAt < 20_000) await sleep(20)
  const delayMs = performance.now() - firstAt
  await sleep(500)
  const { body } = await phloem.api('GET', '/api/calls/live')
  await ask(live ?? '', dialParams('live', { DialStatus: 'completed' }))
  while ((sink.arrivals.get('live') ?? []).length === 0 && performance.now() - firstAt < 30_000)
    await sleep(20)
  const [told] = sink.arrivals.get('live') ?? []
  rmSync(folder, { recursive: true })
  const isOnTime = !cameEarly && Math.abs(delayMs - SECOND_ATTEMPT_MS) < 3_000
  return {
    what: `after a jump by ${hours} h: live call, its outcome, the waiting report's second attempt`,
    goal: 'live, completed, 5 s later',
    measured: `${body.status}, ${told?.dialStatus ?? 'none'}, ${(delayMs / 1000).toFixed(1)} s later`,
    isMet: body.status === 'live' && told?.dialStatus === 'completed' && isOnTime,
    isTiming: false,
  }
}
