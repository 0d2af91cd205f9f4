/** One thing that is measured, on Phloem alone or on all sides in turns. */
export interface Workload {
  /** The word for it on the command line. */
  name: string
  title: string
  run: (options: RunOptions) => Promise<Figure[]>
}

export interface RunOptions {
  /** To see whether it works, not how fast. */
  isShort: boolean
}

/** One figure on every side that it was measured on; Phloem's stands first. */
export interface Figure {
  what: string
  unit: '/s' | 'ms' | 's' | 'MB' | 'KB' | '×' | 'nodes'
  better: 'more' | 'less'
  sides: SideSamples[]
  /** What Phloem's is to reach. */
  goals?: Goal[]
}

export interface SideSamples {
  side: string
  /** One of each round. */
  samples: number[]
}

/** A bound in the figure's own unit, or in so many times what another side reaches. */
export interface Goal {
  atLeast?: number
  atMost?: number
  of?: string
}

export const PHLOEM = 'Phloem'

export const phloemAlone = (samples: number[]): SideSamples[] => [{ side: PHLOEM, samples }]

export const median = (samples: readonly number[]): number =>
  samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN

/** How far the rounds lie apart: half of it to either side, in parts of the median. */
export const spread = (samples: readonly number[]): number =>
  (Math.max(...samples) - Math.min(...samples)) / 2 / median(samples)

export const medianOf = ({ sides }: Figure, side: string): number =>
  median(sides.find((each) => each.side === side)?.samples ?? [])

export function isReached(figure: Figure, goal: Goal): boolean {
  const reached = medianOf(figure, PHLOEM)
  const { atLeast, atMost } = bounds(figure, goal)
  return (atLeast === undefined || reached >= atLeast) && (atMost === undefined || reached <= atMost)
}

function bounds(figure: Figure, { atLeast, atMost, of }: Goal): Pick<Goal, 'atLeast' | 'atMost'> {
  const unit = of === undefined ? 1 : medianOf(figure, of)
  return {
    ...(atLeast !== undefined && { atLeast: atLeast * unit }),
    ...(atMost !== undefined && { atMost: atMost * unit }),
  }
}
