import { type Figure, type Goal, isReached, median, PHLOEM, spread } from './workload.ts'

/** A line a side: median, how far the rounds lie apart, and what was to be reached. */
export function linesOf(figure: Figure): string[][] {
  return figure.sides.map(({ side, samples }, index) => [
    index === 0 ? figure.what : '',
    side,
    `${rounded(median(samples))} ${figure.unit}`,
    samples.length > 1 ? `± ${Math.round(100 * spread(samples))} %` : '',
    side === PHLOEM ? goalsOf(figure) : ratioTo(figure, median(samples)),
  ])
}

export function printFigures(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}\n`)
  for (const [what = '', side = '', value = '', noise = '', goals = ''] of figures.flatMap(linesOf)) {
    console.log(`  ${what.padEnd(50)} ${side.padEnd(14)} ${value.padStart(13)}  ${noise.padEnd(7)} ${goals}`)
  }
}

const goalsOf = (figure: Figure): string =>
  (figure.goals ?? []).map((goal) => `${goalText(goal)} ${isReached(figure, goal) ? '✓' : '✗'}`).join(', ')

const goalText = ({ atLeast, atMost, of }: Goal): string => {
  const bound = atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
  return of === undefined ? bound : `${bound} × ${of}`
}

/** How Phloem stands to this side. */
function ratioTo({ sides }: Figure, value: number): string {
  return `Phloem is at ${(median(sides[0]?.samples ?? []) / value).toFixed(2)} ×`
}

const rounded = (value: number): string => {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value.toFixed(value < 1 ? 3 : 1)
}
