import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { hasUnpublishedChanges } from './publish-state.ts'

const document: FlowDocument = { phloem: 1, id: 'f', name: 'F', nodes: [], edges: [] }
const saved = { document, saved: document, revision: 3 }
const published = { revision: 3, publishedVersion: 1, hasUnpublishedChanges: false }

describe('hasUnpublishedChanges', () => {
  it.each([
    ['nothing new', saved, published, false],
    ['unsaved work', { ...saved, document: { ...document } }, published, true],
    ['a draft that changed since', saved, { ...published, hasUnpublishedChanges: true }, true],
    ['a summary from before the last save', saved, { ...published, revision: 2 }, true],
    ['a flow that was never published', saved, { ...published, publishedVersion: null }, true],
    ['no summary yet', saved, undefined, true],
  ])('%s', (_what, state, summary, expected) => {
    expect(hasUnpublishedChanges(state, summary)).toBe(expected)
  })
})
