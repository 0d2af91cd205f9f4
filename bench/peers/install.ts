import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Installs what a peer is made of, once; one without a lockfile of its own lives from the workspace's packages. */
export async function installPeer(folder: string): Promise<void> {
  if (!existsSync(join(folder, 'package-lock.json')) || existsSync(join(folder, 'node_modules'))) return
  console.error(`Installing ${folder.split('/').at(-1)} …`)
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
