import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Allowed, judgeAudit } from './judge-audit.ts'

const TIMEOUT_MS = 90_000

/** Whether what Phloem runs on is free of known holes, as far as the registry knows; prints what it finds. */
export function runAudit(root: string, registry?: string): boolean {
  const words = ['-y', 'pnpm', 'audit', '--prod', '--json']
  if (registry !== undefined) words.push(`--config.registry=${registry}`)
  const { stdout, stderr, error } = spawnSync('npx', words, {
    cwd: root,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: 64 * 1024 * 1024,
  })
  const { allowed } = JSON.parse(readFileSync(join(root, 'test/audit/allowed.json'), 'utf8')) as {
    allowed: Allowed[]
  }
  const isTimedOut = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT'
  const { isGood, lines } = judgeAudit(
    { stdout: stdout ?? '', stderr: stderr ?? '', isTimedOut },
    allowed,
    new Date(),
  )
  for (const line of lines) console.log(line)
  return isGood
}
