/** Brings raw JSON of one version to the next. It must cope with any object, since nothing was checked yet. */
export type Migration = (document: Record<string, unknown>) => Record<string, unknown>

/** By the version that a migration starts from: `1` leads to version 2. */
export const migrations: Record<number, Migration> = {}
