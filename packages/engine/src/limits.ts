/** Where a runaway flow ends. */
export const STEP_LIMITS = {
  /** Nodes entered between two waits. */
  nodesBetweenWaits: 100,
  /** Times that one call may enter the same node. */
  visitsPerNode: 50,
} as const
