import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The path of a Chromium for the browser tests; installs one where it can. Null, with a word why, where it can't. */
export function findOrInstallChromium(): string | null {
  const found = findChromium()
  if (found !== null) return found
  const isRoot = process.getuid?.() === 0
  if (isRoot && works('apt-get', ['--version'])) {
    console.log('No Chromium here; installing the one of the distribution …')
    works('apt-get', ['update', '-qq'])
    works('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
  }
  const installed = findChromium()
  if (installed === null) {
    console.error('The browser tests need Chromium: install it, or name one in CHROMIUM_PATH.')
  }
  return installed
}

export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : null
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find((path) => existsSync(path)) ?? null
}

const works = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
