import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { gallery, picturesOf } from './browser/gallery.ts'
import { scenes } from './browser/scenes.ts'

const folder = fileURLToPath(new URL('../docs/screens/', import.meta.url))

it('the gallery shows every scene, and has its pictures', () => {
  expect(readFileSync(`${folder}README.md`, 'utf8'), 'npx -y pnpm screens').toBe(gallery(scenes))
  expect(scenes.flatMap(picturesOf).filter((file) => !existsSync(folder + file))).toEqual([])
})
