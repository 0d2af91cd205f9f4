import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Enough for some thousand calls with all that is kept of them. */
const RESERVE_BYTES = 16 * 1024 * 1024
/** It must not be what fills the disk. */
const ROOM_FOR_EACH_BYTE = 10

export interface Reserve {
  /** Gives its room back to the disk; false when there is none to give. */
  release: () => boolean
  /** Makes it where there is room for it again. Whether it is there. */
  restock: () => boolean
}

/**
 * A file that does nothing but take room, so that there is some left for calls when the disk is full. It is written, not
 * just sized: file systems give holes no room.
 */
export function createReserve(folder: string, bytes = RESERVE_BYTES): Reserve {
  const path = join(folder, 'reserve')
  const exists = () => statSync(path, { throwIfNoEntry: false })?.size === bytes

  return {
    release: () => {
      const isThere = exists()
      rmSync(path, { force: true })
      return isThere
    },
    restock: () => {
      if (exists()) return true
      if (freeBytes(folder) < bytes * ROOM_FOR_EACH_BYTE) return false
      try {
        writeZeros(path, bytes)
        return true
      } catch {
        rmSync(path, { force: true })
        return false
      }
    },
  }
}

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

function writeZeros(path: string, bytes: number) {
  const file = openSync(path, 'w', 0o600)
  try {
    const zeros = Buffer.alloc(1024 * 1024)
    for (let written = 0; written < bytes; ) {
      written += writeSync(file, zeros, 0, Math.min(zeros.length, bytes - written))
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
