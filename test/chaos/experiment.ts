/** What one measurement came to, and the goal that it is held against. */
export interface Finding {
  /** E.g. `outcomes lost`. */
  what: string
  /** In words, e.g. `0 in ≥ 200 kills`. */
  goal: string
  /** With its unit, e.g. `0 of 6120`. */
  measured: string
  isMet: boolean
  /** Hangs on the machine and what else it does: printed, but no reason for the suite to fail. */
  isTiming: boolean
}

/**
 * Something that is done to a running Phloem to find out whether a promise holds. `short` forms run in the suite and
 * take seconds; `long` forms run by `npx -y pnpm chaos`.
 */
export interface Experiment {
  /** What the command calls it. */
  name: string
  /** One line, for the page of figures. */
  title: string
  /** `note` prints progress. Rejects only for what is wrong with the experiment itself. */
  run: (scale: Scale, note: (line: string) => void) => Promise<Finding[]>
}

export type Scale = 'short' | 'long'
