import { expect, it } from 'vitest'
import { versionWords } from './version-words.ts'

it.each([
  [3, { publishedVersion: 3 }, 'Version 3 · published now'],
  [3, { publishedVersion: 5 }, 'Version 3 · not what is published now'],
  [3, undefined, 'Version 3 · the flow was removed'],
])('of version %d, when the flow is %j, are "%s"', (version, flow, words) => {
  expect(versionWords(version, flow)).toBe(words)
})
