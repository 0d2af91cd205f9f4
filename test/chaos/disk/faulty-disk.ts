import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { needProgram } from '../../harness/install.ts'

const source = fileURLToPath(new URL('faulty-disk.c', import.meta.url))

/** A disk for a folder below `base`, by a library that programs are started with. */
export interface FaultyDisk {
  /** Where the data folder and others are. */
  base: string
  /** To be given to the program that lives on it. */
  env: Record<string, string>
  fill: () => void
  makeRoom: () => void
  /**
   * The power was cut, after the program was killed: what was not synced is gone. With `random`, some blocks of it
   * are there all the same, in no order, as disks do it.
   */
  cutPower: (random: (() => number) | null) => void
  [Symbol.dispose]: () => void
}

/** A sector: disks write it whole or not at all. */
const SECTOR_BYTES = 512

let library: string | null = null

/** Compiled once; needs a C compiler, which is installed where it can be. */
function libraryPath(): string {
  if (library === null) {
    const compiler = needProgram('cc', 'gcc', 'libc6-dev')
    library = join(mkdtempSync(join(tmpdir(), 'phloem-faulty-disk-')), 'faulty-disk.so')
    execFileSync(compiler, ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread'])
  }
  return library
}

export function createFaultyDisk(): FaultyDisk {
  const base = mkdtempSync(join(tmpdir(), 'phloem-disk-'))
  const disk = join(base, 'data')
  const image = join(base, 'image')
  const full = join(base, 'full')
  mkdirSync(disk)
  mkdirSync(image)
  return {
    base,
    env: {
      LD_PRELOAD: libraryPath(),
      FAULTY_DISK_FOLDER: disk,
      FAULTY_DISK_IMAGE: image,
      FAULTY_DISK_FULL: full,
    },
    fill: () => writeFileSync(full, ''),
    makeRoom: () => rmSync(full, { force: true }),
    cutPower: (random) => {
      if (random !== null)
        for (const name of filesOf(disk)) keepSome(join(disk, name), join(image, name), random)
      rmSync(disk, { recursive: true })
      cpSync(image, disk, { recursive: true })
    },
    [Symbol.dispose]: () => rmSync(base, { recursive: true, force: true }),
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )

/** About half of the sectors that differ reach the image. Files that no sync ever mentioned stay lost. */
function keepSome(real: string, image: string, random: () => number) {
  if (!existsSync(image)) return
  const [now, before] = [readFileSync(real), readFileSync(image)]
  const kept = Buffer.concat([before, Buffer.alloc(Math.max(0, now.length - before.length))])
  let end = before.length
  for (let at = 0; at < now.length; at += SECTOR_BYTES) {
    const sector = now.subarray(at, at + SECTOR_BYTES)
    if (sector.equals(before.subarray(at, at + SECTOR_BYTES)) || random() < 0.5) continue
    sector.copy(kept, at)
    end = Math.max(end, at + sector.length)
  }
  writeFileSync(image, kept.subarray(0, end))
}
