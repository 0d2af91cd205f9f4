import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type Figure, isReached, median, PHLOEM } from './workload.ts'

/**
 * What `npx -y pnpm bench --write` leaves in the repository: how Phloem stands to each side. Times differ from machine to
 * machine, ratios much less, so that a change of this file in a commit says what that commit did to speed.
 */
export type Ratios = Record<string, Record<string, number | boolean>>

const FILE = new URL('ratios.json', import.meta.url)

export const ratiosOf = (workload: string, figures: readonly Figure[]): Ratios =>
  Object.fromEntries(figures.map((figure) => [`${workload}: ${figure.what}`, ratios(figure)]))

function ratios(figure: Figure): Record<string, number | boolean> {
  const reached = median(figure.sides.find(({ side }) => side === PHLOEM)?.samples ?? [])
  const others = figure.sides.filter(({ side }) => side !== PHLOEM)
  return {
    ...Object.fromEntries(
      others.map(({ side, samples }) => [`× ${side}`, Number((reached / median(samples)).toFixed(2))]),
    ),
    // Where nobody else does it, the figure itself stands only if it is no time.
    ...(others.length === 0 && isSteady(figure) ? { [figure.unit]: Number(reached.toFixed(2)) } : {}),
    ...(figure.goals ? { goals: figure.goals.every((goal) => isReached(figure, goal)) } : {}),
  }
}

const isSteady = ({ unit }: Figure): boolean => ['MB', 'KB', '×', 'nodes'].includes(unit)

export const readRatios = (): Ratios => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {})

/** Only what was measured anew is replaced. */
export function writeRatios(measured: Ratios): void {
  const all = { ...readRatios(), ...measured }
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => a.localeCompare(b)))
  writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`)
}

/** Beyond this much, it is not the machine. */
const NOISE = 0.25

/** Sentences on what stands otherwise than in the repository. */
export function changes(measured: Ratios, committed: Ratios = readRatios()): string[] {
  return Object.entries(measured).flatMap(([what, now]) =>
    Object.entries(now).flatMap(([name, value]) => {
      const before = committed[what]?.[name]
      if (before === undefined || before === value) return []
      if (typeof value === 'number' && typeof before === 'number' && Math.abs(value / before - 1) < NOISE)
        return []
      return [`${what}, ${name}: ${before} → ${value}`]
    }),
  )
}
