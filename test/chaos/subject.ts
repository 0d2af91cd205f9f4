import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Acknowledged } from '../harness/call-load.ts'
import type { OutcomeSink } from '../harness/outcome-sink.ts'
import { AUTH } from '../harness/outside-carrier.ts'
import { guideFlow, type RunningPhloem, type StartOptions, startPhloem } from '../harness/running-phloem.ts'

export const NUMBER = '+12025550177'

/** A Phloem as a real account would have it, quiet in its log, with the guide's flow on a number. */
export async function startSubject(reportUrl: string, options: StartOptions = {}): Promise<RunningPhloem> {
  const phloem = await startPhloem({ ...options, env: { ...AUTH, LOG_LEVEL: 'error', ...options.env } })
  await assign(phloem, NUMBER, guideFlow(reportUrl))
  return phloem
}

/** Saves a flow and gives it the number. */
export async function assign(
  phloem: RunningPhloem,
  number: string,
  flow: ReturnType<typeof guideFlow>,
): Promise<void> {
  const answers = [
    await phloem.api('POST', '/api/flows', flow),
    await phloem.api('PUT', `/api/numbers/${number}`, { flowId: flow.id }),
  ]
  for (const { status, body } of answers) {
    if (status >= 300) throw new Error(`Phloem refused what the experiment needs: ${JSON.stringify(body)}`)
  }
}

/** What was acknowledged, on disk before anybody goes on: it knows what is owed whatever dies. */
export interface Witness {
  note: (acknowledged: Acknowledged) => void
  read: () => Acknowledged[]
  [Symbol.dispose]: () => void
}

export function createWitness(): Witness {
  const folder = mkdtempSync(join(tmpdir(), 'phloem-witness-'))
  const path = join(folder, 'acknowledged')
  const file = openSync(path, 'a')
  return {
    note: (acknowledged) => {
      writeSync(file, `${JSON.stringify(acknowledged)}\n`)
      fsyncSync(file)
    },
    read: () =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Acknowledged),
    [Symbol.dispose]: () => {
      closeSync(file)
      rmSync(folder, { recursive: true })
    },
  }
}

export interface Audit {
  owed: number
  lost: Acknowledged[]
  /** Came with another outcome than the one that was acknowledged. */
  wrong: Acknowledged[]
  /** Came more than once; under one id, as at-least-once may. */
  repeated: number
  /** Came under two ids: a receiver could not tell. */
  doubled: number
}

/** Holds the witness against what arrived. */
export function audit(witness: Acknowledged[], { arrivals }: OutcomeSink): Audit {
  const result: Audit = { owed: witness.length, lost: [], wrong: [], repeated: 0, doubled: 0 }
  for (const acknowledged of witness) {
    const came = arrivals.get(acknowledged.callUUID) ?? []
    const { dialStatus } = acknowledged
    if (came.length === 0) result.lost.push(acknowledged)
    else if (dialStatus !== null && came.some((each) => each.dialStatus !== dialStatus))
      result.wrong.push(acknowledged)
  }
  for (const came of arrivals.values()) {
    const ids = new Set(came.map(({ webhookId }) => webhookId)).size
    if (ids > 1) result.doubled += 1
    if (came.length > ids) result.repeated += 1
  }
  return result
}

/** Waits until nothing is owed any more, or nothing comes for a while. */
export async function drained(phloem: RunningPhloem, mostSeconds = 60): Promise<void> {
  const deadline = Date.now() + mostSeconds * 1000
  while (Date.now() < deadline) {
    const { body } = await phloem.api('GET', '/api/status')
    if (body.owed?.count === 0) {
      // Hang-ups whose dial end never came are concluded 5 s later.
      const timersDone = await noTimersLeft(phloem)
      if (timersDone) return
    }
    await sleep(200)
  }
}

/** Every call that ended has an outcome. */
async function noTimersLeft(phloem: RunningPhloem): Promise<boolean> {
  const { body } = await phloem.api('GET', '/api/calls?status=ended&limit=200')
  return body.calls.every(
    ({ state, flowId, endedAt }: { state: string | null; flowId: string | null; endedAt: string }) =>
      flowId === null || state !== null || Date.now() - Date.parse(endedAt) > 10_000,
  )
}

export const seedOf = (): number => Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 31))
