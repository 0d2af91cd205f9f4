import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { createFaultyDisk } from './disk/faulty-disk.ts'
import type { Experiment, Finding } from './experiment.ts'
import { audit, createWitness, drained, NUMBER, seedOf, startSubject } from './subject.ts'

const CUTS = { short: 3, long: 50 }

/** The power is cut under load: only what was synced is left, or that and some of the rest in no order. */
export const powerCuts: Experiment = {
  name: 'power-cuts',
  title: 'simulated power cuts: unsynced writes are dropped, or torn and reordered (R3)',
  run: async (scale, note) => {
    const seed = seedOf()
    const random = seededRandom(seed)
    note(`seed ${seed}`)
    using witness = createWitness()
    using disk = createFaultyDisk()
    await using sink = await startOutcomeSink()
    let phloem = await startSubject(sink.url, { folder: disk.base, env: disk.env })
    const load = startCallLoad({
      url: () => phloem.url,
      number: NUMBER,
      callsPerSecond: 12,
      random,
      onAcknowledged: witness.note,
    })
    let damaged = 0
    for (let cut = 1; cut <= CUTS[scale]; cut += 1) {
      await sleep(400 + random() * 1000)
      await phloem.kill()
      disk.cutPower(cut % 2 === 0 ? random : null)
      if (!isSound(phloem.dataFolder)) damaged += 1
      phloem = await phloem.restart()
      if (cut % 10 === 0) note(`${cut} cuts, ${load.begun()} calls, ${sink.count()} reports`)
    }
    await load.stop()
    await drained(phloem)
    const { owed, lost, wrong, doubled } = audit(witness.read(), sink)
    await phloem.kill()
    return [
      ...bites(),
      {
        what: `outcomes lost in ${CUTS[scale]} power cuts`,
        goal: '0',
        measured: `${lost.length} of ${owed} (${wrong.length} wrong, ${doubled} under two ids)`,
        isMet: lost.length + wrong.length + doubled === 0 && owed > 0,
        isTiming: false,
      },
      {
        what: 'databases that integrity_check found damaged',
        goal: '0',
        measured: `${damaged} of ${CUTS[scale]}`,
        isMet: damaged === 0,
        isTiming: false,
      },
    ]
  },
}

/** Looked at in a copy: looking recovers, and recovery is what the restart is to do. */
function isSound(dataFolder: string): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'phloem-look-'))
  try {
    cpSync(dataFolder, copy, { recursive: true })
    const database = new DatabaseSync(join(copy, 'phloem.db'))
    const { integrity_check: verdict } = database.prepare('PRAGMA integrity_check').get() as {
      integrity_check: string
    }
    database.close()
    return verdict === 'ok'
  } finally {
    rmSync(copy, { recursive: true })
  }
}

/** The disk is worth its name only if it loses what was not synced. */
function bites(): Finding[] {
  const rowsLeft = (synchronous: 'FULL' | 'OFF'): number => {
    using disk = createFaultyDisk()
    const file = join(disk.base, 'data', 'rows.db')
    const script = fileURLToPath(new URL('disk/committing.ts', import.meta.url))
    spawnSync(process.execPath, [script, file, synchronous], { env: { ...process.env, ...disk.env } })
    disk.cutPower(null)
    const database = new DatabaseSync(file)
    const { count } = database.prepare('SELECT count(*) AS count FROM rows').get() as { count: number }
    database.close()
    return count
  }
  const [synced, unsynced] = [rowsLeft('FULL'), rowsLeft('OFF')]
  return [
    {
      what: 'rows of ten that the simulated cut leaves, with and without syncing',
      goal: '10 and 0',
      measured: `${synced} and ${unsynced}`,
      isMet: synced === 10 && unsynced === 0,
      isTiming: false,
    },
  ]
}
