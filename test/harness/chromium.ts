import { existsSync } from 'node:fs'
import { findProgram, installPackages } from './install.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The path of a Chromium for the browser tests; installs one where it can. Null, with a word why, where it can't. */
export function findOrInstallChromium(): string | null {
  const found = findChromium()
  if (found !== null) return found
  installPackages('chromium', 'fonts-dejavu-core')
  const installed = findChromium()
  if (installed === null) {
    console.error('The browser tests need Chromium: install it, or name one in CHROMIUM_PATH.')
  }
  return installed
}

export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  return names.map(findProgram).find((path) => path !== null) ?? null
}
