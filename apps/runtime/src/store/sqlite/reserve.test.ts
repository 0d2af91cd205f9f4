import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createReserve, freeBytes } from './reserve.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phloem-reserve-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('takes its room for real, gives it back once, and is made again', () => {
  const reserve = createReserve(folder, 1024 * 1024)
  expect(reserve.release()).toBe(false)
  expect(reserve.restock()).toBe(true)
  const { size, blocks } = statSync(join(folder, 'reserve'))
  expect(size).toBe(1024 * 1024)
  expect(blocks * 512).toBeGreaterThanOrEqual(size)
  expect(reserve.release()).toBe(true)
  expect(reserve.release()).toBe(false)
  expect(existsSync(join(folder, 'reserve'))).toBe(false)
  expect(reserve.restock()).toBe(true)
})

it('is not made where it would take more than a tenth of what is free', () => {
  expect(createReserve(folder, Math.ceil(freeBytes(folder) / 9)).restock()).toBe(false)
  expect(existsSync(join(folder, 'reserve'))).toBe(false)
})

it('is made anew where a crash left a part of it', () => {
  writeFileSync(join(folder, 'reserve'), 'half')
  const reserve = createReserve(folder, 4096)
  expect(reserve.restock()).toBe(true)
  expect(statSync(join(folder, 'reserve')).size).toBe(4096)
})
