import { readFileSync } from 'node:fs'

/**
 * Preloaded (`--import`) into a Phloem: sets its wall clock off by as many milliseconds as the file in CLOCK_SHIFT_FILE
 * says. Timers and the monotonic clock go on as they are.
 */
const file = process.env.CLOCK_SHIFT_FILE ?? ''
const now = Date.now.bind(Date)
let shiftMs = 0
let lookedAt = 0

Date.now = () => {
  const real = now()
  if (real - lookedAt > 50) {
    lookedAt = real
    shiftMs = readShift()
  }
  return real + shiftMs
}

function readShift(): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0
  } catch {
    return 0
  }
}
