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
    get length() {
      return items.size
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage
})

describe('crash copy', () => {
  it('is found again while it differs from what the server has', () => {
    keepCrashCopy(storage, 'v', { document: renamed, revision: 1, at: 5 })
    expect(findCrashCopy(storage, document)).toEqual({ document: renamed, revision: 1, at: 5, visit: 'v' })
    expect(findCrashCopy(storage, renamed)).toBeNull()
    expect(items.size).toBe(0)
  })

  it('belongs to its flow', () => {
    keepCrashCopy(storage, 'v', { document: renamed, revision: 1, at: 5 })
    expect(findCrashCopy(storage, { ...document, id: 'other' })).toBeNull()
  })

  it('is gone when it is dropped', () => {
    keepCrashCopy(storage, 'v', { document: renamed, revision: 1, at: 5 })
    dropCrashCopy(storage, 'v', 'f')
    expect(findCrashCopy(storage, document)).toBeNull()
  })

  it('of a new visit leaves that of an earlier one alone, and comes first', () => {
    keepCrashCopy(storage, 'old', { document: renamed, revision: 1, at: 5 })
    keepCrashCopy(storage, 'new', { document: { ...document, name: 'H' }, revision: 1, at: 9 })
    expect(findCrashCopy(storage, document)?.visit).toBe('new')
    dropCrashCopy(storage, 'new', 'f')
    expect(findCrashCopy(storage, document)?.visit).toBe('old')
  })

  it.each(['{', 'null', '{"document":1}'])('ignores %j in the storage', (text) => {
    items.set('phloem.unsaved.f.v', text)
    expect(findCrashCopy(storage, document)).toBeNull()
  })

  it('does not mind a full storage', () => {
    const full = {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    } as Storage
    expect(() => keepCrashCopy(full, 'v', { document, revision: 1, at: 5 })).not.toThrow()
  })
})
