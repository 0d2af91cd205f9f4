import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom, startCallLoad } from '../harness/call-load.ts'
import { needProgram } from '../harness/install.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { NUMBER, seedOf, startSubject } from './subject.ts'
import { checkTrace } from './synced-before-answered.ts'

const ANSWERS = { short: 40, long: 500 }

/** Looks at the system calls: is a webhook's answer ever written before what it changed is on disk? */
export const fsync: Experiment = {
  name: 'fsync',
  title: 'the order of fsync and answers, seen by strace (R2)',
  run: async (scale, note) => {
    const strace = needProgram('strace', 'strace')
    const folder = mkdtempSync(join(tmpdir(), 'phloem-strace-'))
    const output = join(folder, 'trace')
    await using sink = await startOutcomeSink()
    const phloem = await startSubject(sink.url)
    const tracing = spawn(
      strace,
      [
        '-f',
        '-y',
        '-s',
        '48',
        '-e',
        'trace=read,write,writev,pwrite64,fdatasync,fsync',
        '-o',
        output,
        '-p',
        String(phloem.pid),
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await once(tracing.stderr, 'data')
    let asked = 0
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: 20,
      random: seededRandom(seedOf()),
      thinkMs: 100,
      onAsked: () => {
        asked += 1
      },
    })
    while (asked < ANSWERS[scale] + 20) await sleep(50)
    await load.stop()
    await phloem.stop()
    await once(tracing, 'exit').catch(() => undefined)
    const { answers, syncs, violations } = checkTrace(readFileSync(output, 'utf8').split('\n'))
    rmSync(folder, { recursive: true })
    for (const line of violations.slice(0, 3)) note(line)
    return [
      {
        what: 'answers that left before their change was synced',
        goal: `0 in ≥ ${ANSWERS[scale]}`,
        measured: `${violations.length} in ${answers} (${syncs} syncs)`,
        isMet: violations.length === 0 && answers >= ANSWERS[scale],
        isTiming: false,
      },
    ]
  },
}
