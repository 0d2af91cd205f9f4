import type { FlowDocument } from '@phloem/flow'

/** Unsaved work as this browser keeps it, in case the page goes before it is saved. */
export interface CrashCopy {
  document: FlowDocument
  /** The revision that the work began from. */
  revision: number
  /** Milliseconds since 1970. */
  at: number
}

const keyOf = (flowId: string): string => `phloem.unsaved.${flowId}`

export function keepCrashCopy(storage: Storage, copy: CrashCopy): void {
  try {
    storage.setItem(keyOf(copy.document.id), JSON.stringify(copy))
  } catch {
    // A full or forbidden storage costs the copy, never the work.
  }
}

export function dropCrashCopy(storage: Storage, flowId: string): void {
  storage.removeItem(keyOf(flowId))
}

/** The copy of a flow that holds other work than the document, or null. */
export function findCrashCopy(storage: Storage, document: FlowDocument): CrashCopy | null {
  try {
    const copy = JSON.parse(storage.getItem(keyOf(document.id)) ?? 'null') as CrashCopy | null
    const isOther =
      Array.isArray(copy?.document?.nodes) && JSON.stringify(copy.document) !== JSON.stringify(document)
    return isOther ? copy : null
  } catch {
    return null
  }
}
