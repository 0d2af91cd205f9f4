const STEPS_MS = [10, 20, 50, 100, 200, 500, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map(
  (step, index) => (index < 6 ? step : step * 1000),
)
const MOST_TICKS = 8

/** Round times along an axis of this length, from 0: six or so, never more than eight. */
export function ticksOf(lengthMs: number): number[] {
  const fitting = STEPS_MS.find((step) => lengthMs / step <= MOST_TICKS - 1)
  const step = fitting ?? Math.ceil(lengthMs / 3_600_000 / (MOST_TICKS - 1)) * 3_600_000
  return Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step)
}

export function tickWords(milliseconds: number): string {
  if (milliseconds < 1000) return milliseconds === 0 ? '0 s' : `${milliseconds} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  const rest = seconds % 60
  return rest === 0 ? `${minutes} min` : `${minutes}:${String(rest).padStart(2, '0')} min`
}
