import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Acknowledged, type Asked, seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { ms } from './load-window.ts'
import { seedStore } from './seed-store.ts'
import { NUMBER, seedOf, startSubject } from './subject.ts'

const SCALES = { short: { storedCalls: 1_000, seconds: 2 }, long: { storedCalls: 50_000, seconds: 10 } }
const script = fileURLToPath(new URL('../../apps/runtime/src/commands/backup.ts', import.meta.url))

/** A backup while calls run: whole, with everything acknowledged before it began, and unnoticed by callers. */
export const backupUnderLoad: Experiment = {
  name: 'backup',
  title: 'an online backup under call load (R16)',
  run: async (scale) => {
    const { storedCalls, seconds } = SCALES[scale]
    await using sink = await startOutcomeSink()
    let phloem = await startSubject(sink.url)
    await phloem.stop()
    seedStore(phloem.dataFolder, 'guide', { endedCalls: storedCalls, dueReports: 0, reportUrls: [sink.url] })
    phloem = await phloem.restart()
    const acknowledged: Acknowledged[] = []
    const asked: Asked[] = []
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: 20,
      random: seededRandom(seedOf()),
      onAcknowledged: (each) => acknowledged.push(each),
      onAsked: (each) => asked.push(each),
    })
    await sleep(seconds * 1000)
    const before = [...acknowledged]
    const file = join(phloem.dataFolder, '..', 'backup.db')
    const askedBefore = asked.length
    const env = { ...process.env, PHLOEM_DATA: phloem.dataFolder }
    const { stdout } = await promisify(execFile)(process.execPath, [script, file], { env })
    const longestMs = Math.max(0, ...asked.slice(askedBefore).map(({ latencyMs }) => latencyMs))
    await load.stop()
    const database = new DatabaseSync(file)
    const found = database.prepare('SELECT count(*) AS count FROM deliveries WHERE call_uuid = ?')
    const missing = before.filter(
      ({ callUUID, dialStatus }) =>
        dialStatus !== null && (found.get(callUUID) as { count: number }).count !== 1,
    )
    const { integrity_check: verdict } = database.prepare('PRAGMA integrity_check').get() as {
      integrity_check: string
    }
    database.close()
    await phloem.stop()
    const refused = asked.filter(({ status }) => status !== 200).length
    return [
      {
        what: `outcomes acknowledged before the backup that are not in it (${stdout.trim().split(': ').at(-1)})`,
        goal: '0, integrity ok',
        measured: `${missing.length} of ${before.length}, integrity ${verdict}`,
        isMet: missing.length === 0 && before.length > 0 && verdict === 'ok' && refused === 0,
        isTiming: false,
      },
      {
        what: 'the longest that a callback waited meanwhile',
        goal: '≤ 50 ms',
        measured: ms(longestMs),
        isMet: longestMs <= 50,
        isTiming: true,
      },
    ]
  },
}
