import type { Experiment } from './experiment.ts'

/** All of them, in the order in which the page shows them. */
export const experiments: readonly Experiment[] = []
