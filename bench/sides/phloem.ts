import { spawnSync } from 'node:child_process'
import { startSubject } from '../../test/chaos/subject.ts'
import type { RunningPhloem } from '../../test/harness/running-phloem.ts'
import { PHLOEM } from '../workload.ts'
import { type RunningSide, SERVER_CORE, type Side } from './side.ts'

/** As a real account has it: signatures verified, nonces kept, every webhook on disk before it is answered. */
export const phloem: Side = {
  name: PHLOEM,
  start: async (reportUrl) => runningSide(await startSubject(reportUrl)),
}

export function runningSide(process: RunningPhloem): RunningSide {
  pin(process.pid, SERVER_CORE)
  return {
    name: PHLOEM,
    url: process.url,
    port: Number(new URL(process.url).port),
    pid: process.pid,
    paths: { answer: '/plivo/answer', hangup: '/plivo/hangup' },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  }
}

/** With all its threads. */
export function pin(pid: number, core: string): void {
  const { status, stderr } = spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', core, String(pid)])
  if (status !== 0) throw new Error(`taskset can not pin a process: ${stderr}`)
}
