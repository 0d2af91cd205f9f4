import type { FlowDocument } from '@phloem/flow'

/** Unsaved work as this browser keeps it, in case the page goes before it is saved. */
export interface CrashCopy {
  document: FlowDocument
  /** The revision that the work began from. */
  revision: number
  /** Milliseconds since 1970. */
  at: number
}

/** Each visit to the editor keeps a copy of its own: what an earlier one left stays until it is decided on. */
export interface KeptCopy extends CrashCopy {
  visit: string
}

const prefixOf = (flowId: string): string => `phloem.unsaved.${flowId}.`

export function keepCrashCopy(storage: Storage, visit: string, copy: CrashCopy): void {
  try {
    storage.setItem(prefixOf(copy.document.id) + visit, JSON.stringify(copy))
  } catch {
    // A full or forbidden storage costs the copy, never the work.
  }
}

export function dropCrashCopy(storage: Storage, visit: string, flowId: string): void {
  storage.removeItem(prefixOf(flowId) + visit)
}

/** The newest copy of a flow that holds other work than the document, or null. Those that hold the same are dropped. */
export function findCrashCopy(storage: Storage, document: FlowDocument): KeptCopy | null {
  try {
    const prefix = prefixOf(document.id)
    const copies = keysOf(storage)
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => read(storage, key, key.slice(prefix.length)) ?? [])
    const isSame = (copy: KeptCopy) => JSON.stringify(copy.document) === JSON.stringify(document)
    for (const copy of copies.filter(isSame)) dropCrashCopy(storage, copy.visit, document.id)
    return copies.filter((copy) => !isSame(copy)).sort((a, b) => b.at - a.at)[0] ?? null
  } catch {
    return null
  }
}

const keysOf = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')

function read(storage: Storage, key: string, visit: string): KeptCopy | null {
  try {
    const copy = JSON.parse(storage.getItem(key) ?? 'null') as CrashCopy | null
    return Array.isArray(copy?.document?.nodes) ? { ...copy, visit } : null
  } catch {
    return null
  }
}
