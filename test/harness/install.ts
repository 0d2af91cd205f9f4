import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The path of a program of that name, or null. */
export function findProgram(name: string): string | null {
  const paths = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  return paths.find((path) => existsSync(path)) ?? null
}

/** Installs packages of the distribution where it can: as root, on Debian and its kin. */
export function installPackages(...names: string[]): void {
  if (process.getuid?.() !== 0 || !works('apt-get', ['--version'])) return
  console.log(`Installing ${names.join(', ')} of the distribution …`)
  works('apt-get', ['update', '-qq'])
  works('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names])
}

/** The path of a program, installed with its packages where it is missing. Throws where that can't be done. */
export function needProgram(name: string, ...packages: string[]): string {
  if (findProgram(name) === null) installPackages(...packages)
  const path = findProgram(name)
  if (path === null) throw new Error(`This needs ${name}: install ${packages.join(', ')}.`)
  return path
}

const works = (command: string, args: string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
