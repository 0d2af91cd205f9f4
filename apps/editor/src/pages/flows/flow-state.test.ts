import { expect, it } from 'vitest'
import { flowState } from './flow-state.ts'

it.each([
  [null, true, 'Draft'],
  [3, false, 'Published v3'],
  [3, true, 'Published v3, changes'],
])('version %s with changes %s reads "%s"', (publishedVersion, hasUnpublishedChanges, title) => {
  expect(flowState({ publishedVersion, hasUnpublishedChanges }).title).toBe(title)
})
