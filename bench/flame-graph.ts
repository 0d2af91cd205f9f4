import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSubject } from '../test/chaos/subject.ts'
import { type CpuProfile, frameTree } from './flame_graph/profile.ts'
import { flameGraph } from './flame_graph/svg.ts'
import { newCalls } from './load/carrier-requests.ts'
import { closedLoop } from './load/closed-loop.ts'
import { startReportSink } from './load/report-sink.ts'
import { wholeCall } from './load/whole-call.ts'
import { pin, runningSide } from './sides/phloem.ts'
import { LOAD_CORE } from './sides/side.ts'

/** Draws where the time of whole calls goes: `node bench/flame-graph.ts` writes docs/images/flame-graph.svg. */
const CALLS = 20_000
const PICTURE = fileURLToPath(new URL('../docs/images/flame-graph.svg', import.meta.url))

pin(process.pid, LOAD_CORE)
const folder = mkdtempSync(join(tmpdir(), 'phloem-profile-'))
try {
  await using sink = await startReportSink()
  const subject = await startSubject(sink.url, {
    env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder} --cpu-prof-interval=500` },
  })
  await using side = runningSide(subject)
  await closedLoop(side.port, newCalls(CALLS), (connection, callUUID) =>
    wholeCall(side, connection, callUUID),
  )
  await sink.reached(CALLS)
  await subject.stop()
  // Its threads write one each; the first is the one that answers.
  const [file = ''] = readdirSync(folder).sort((a, b) => sizeOf(b) - sizeOf(a))
  const profile: CpuProfile = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  writeFileSync(PICTURE, flameGraph('Where the time of whole calls goes', frameTree(profile)))
  console.log(PICTURE)
} finally {
  rmSync(folder, { recursive: true })
}

function sizeOf(file: string): number {
  return readFileSync(join(folder, file)).length
}
