import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOf } from './build-if-changed.ts'

let folder: string
const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
const hash = () => hashOf(folder, ['src', 'lock.yaml'])

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phloem-build-'))
  mkdirSync(join(folder, 'src/deep'), { recursive: true })
  write('src/deep/a.ts', 'one')
  write('lock.yaml', '1')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the hash of the inputs', () => {
  it('stays the same while nothing changes', () => {
    expect(hash()).toBe(hash())
  })

  it.each([
    ['a file in a deep folder', 'src/deep/a.ts'],
    ['a file beside the folders', 'lock.yaml'],
    ['a new file', 'src/b.css'],
  ])('changes with %s', (_what, path) => {
    const before = hash()
    write(path, 'two')
    expect(hash()).not.toBe(before)
  })

  it('changes when text moves from one file to the next', () => {
    write('src/deep/b.ts', 'two')
    const before = hash()
    write('src/deep/a.ts', 'onet')
    write('src/deep/b.ts', 'wo')
    expect(hash()).not.toBe(before)
  })

  it('does not change with tests', () => {
    const before = hash()
    write('src/deep/a.test.ts', 'a test')
    expect(hash()).toBe(before)
  })
})
