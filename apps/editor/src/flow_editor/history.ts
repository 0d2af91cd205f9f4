/** A step of the history: what it is called, and the state before and after. States share what they have in common. */
export interface Step<S> {
  label: string
  before: S
  after: S
  /** Steps with the same key that follow each other closely become one. */
  coalesce: string | null
  /** Milliseconds since 1970. */
  at: number
}

export interface History<S> {
  past: readonly Step<S>[]
  future: readonly Step<S>[]
}

/** Typing in one field, or a burst of arrow keys, is one step until it rests for so long. */
export const COALESCE_MS = 700
const LONGEST_HISTORY = 200

export const emptyHistory: History<never> = { past: [], future: [] }

/** The history with one more step; what was undone is gone. */
export function record<S>({ past }: History<S>, step: Step<S>): History<S> {
  const last = past.at(-1)
  const continues =
    last !== undefined &&
    step.coalesce !== null &&
    last.coalesce === step.coalesce &&
    step.at - last.at <= COALESCE_MS
  const steps = continues ? [...past.slice(0, -1), { ...step, before: last.before }] : [...past, step]
  return { past: steps.slice(-LONGEST_HISTORY), future: [] }
}

/** The history one step back and the step that was taken back, or null at the beginning. */
export function undo<S>({ past, future }: History<S>): { history: History<S>; step: Step<S> } | null {
  const step = past.at(-1)
  if (step === undefined) return null
  // An undone step is closed: typing on after redoing it begins a new one.
  const closed = { ...step, coalesce: null }
  return { history: { past: past.slice(0, -1), future: [closed, ...future] }, step }
}

/** The history one step forward again and the step that was repeated, or null at the end. */
export function redo<S>({ past, future }: History<S>): { history: History<S>; step: Step<S> } | null {
  const [step, ...rest] = future
  return step === undefined ? null : { history: { past: [...past, step], future: rest }, step }
}
