import type { FitViewOptions } from './rf.ts'

/** How the whole flow is brought into view: never larger than life. */
export const fitViewOptions = { maxZoom: 1, padding: 0.15 } satisfies FitViewOptions
