import type { FlowDocument } from '@phloem/flow'
import { beforeEach, describe, expect, it } from 'vitest'
import { dropCrashCopy, findCrashCopy, keepCrashCopy } from './crash-copy.ts'

const document: FlowDocument = { phloem: 1, id: 'f', name: 'F', nodes: [], edges: [] }
const renamed = { ...document, name: 'G' }

let items: Map<string, string>
let storage: Storage
beforeEach(() => {
  items = new Map()
  storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage
})

describe('crash copy', () => {
  it('is found again while it differs from what the server has', () => {
    keepCrashCopy(storage, { document: renamed, revision: 1, at: 5 })
    expect(findCrashCopy(storage, document)).toEqual({ document: renamed, revision: 1, at: 5 })
    expect(findCrashCopy(storage, renamed)).toBeNull()
  })

  it('belongs to its flow', () => {
    keepCrashCopy(storage, { document: renamed, revision: 1, at: 5 })
    expect(findCrashCopy(storage, { ...document, id: 'other' })).toBeNull()
  })

  it('is gone when it is dropped', () => {
    keepCrashCopy(storage, { document: renamed, revision: 1, at: 5 })
    dropCrashCopy(storage, 'f')
    expect(findCrashCopy(storage, document)).toBeNull()
  })

  it.each(['{', 'null', '{"document":1}'])('ignores %j in the storage', (text) => {
    items.set('phloem.unsaved.f', text)
    expect(findCrashCopy(storage, document)).toBeNull()
  })

  it('does not mind a full storage', () => {
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    } as Storage
    expect(() => keepCrashCopy(full, { document, revision: 1, at: 5 })).not.toThrow()
  })
})
