import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AUTH, answerParams, ask, dialParams } from './harness/outside-carrier.ts'
import { startReportServer } from './harness/report-server.ts'
import { guideFlow, startPhloem } from './harness/running-phloem.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phloem-backup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(command: 'backup' | 'restore', words: string[], dataFolder: string) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const script = join(root, 'apps/runtime/src/commands', `${command}.ts`)
    const env = { ...process.env, PHLOEM_DATA: dataFolder }
    execFile(process.execPath, [script, ...words], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr }),
    )
  })
}

it('copies a running Phloem, and a restored one goes on from there', async () => {
  await using stopped = await startReportServer()
  await stopped.close()
  await using phloem = await startPhloem({ env: AUTH })
  await phloem.api('POST', '/api/flows', guideFlow(stopped.url))
  await phloem.api('PUT', '/api/numbers/+12025550177', { flowId: 'guide' })
  const [before, after] = [randomUUID(), randomUUID()]
  const callThrough = async (callUUID: string) => {
    const answer = await ask(`${phloem.url}/plivo/answer`, answerParams(callUUID))
    await ask(answer.element('Dial')?.action ?? '', dialParams(callUUID, { DialStatus: 'busy' }))
  }
  await callThrough(before)
  const file = join(folder, 'one.db')
  const backup = await run('backup', [file], phloem.dataFolder)
  expect(backup).toMatchObject({
    code: 0,
    output: expect.stringMatching(/one\.db: 1 calls, 1 reports owed, 1 flows, /),
  })
  await callThrough(after)

  const refused = await run('restore', [file], phloem.dataFolder)
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('in use by another process') })
  await phloem.stop()
  const restored = await run('restore', [file], phloem.dataFolder)
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('send the 1 reports') })
  expect(readdirSync(phloem.dataFolder).some((name) => name.startsWith('phloem.db.before-restore-'))).toBe(
    true,
  )

  await using reports = await startReportServer(undefined, Number(new URL(stopped.url).port))
  await using again = await phloem.restart()
  await reports.of(before)
  expect((await again.api('GET', `/api/calls/${before}`)).status).toBe(200)
  expect((await again.api('GET', `/api/calls/${after}`)).status).toBe(404)
})

it('copies one that is not running, under a name of its own', async () => {
  await using phloem = await startPhloem()
  await phloem.stop()
  expect((await run('backup', [], phloem.dataFolder)).code).toBe(0)
  const [made] = readdirSync(folder)
  expect(made).toMatch(/^phloem-\d{4}-.*Z\.db$/)
  const again = await run('backup', [join(folder, made ?? '')], phloem.dataFolder)
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('exists already') })
  expect(readdirSync(folder)).toHaveLength(1)
})

it.each([
  { what: 'no backup', file: 'none.db', content: null, says: 'There is no file' },
  { what: 'no database', file: 'text.db', content: 'x'.repeat(8192), says: 'damaged' },
  { what: 'an empty file', file: 'empty.db', content: '', says: 'no database of Phloem' },
])('refuses to restore $what, and leaves what is there', async ({ file, content, says }) => {
  await using phloem = await startPhloem()
  await phloem.stop()
  if (content !== null) writeFileSync(join(folder, file), content)
  const names = readdirSync(phloem.dataFolder).toSorted()
  const answer = await run('restore', [join(folder, file)], phloem.dataFolder)
  expect(answer).toMatchObject({ code: 1, output: expect.stringContaining(says) })
  expect(readdirSync(phloem.dataFolder).toSorted()).toEqual(names)
})

it('says that there is nothing to copy', async () => {
  const answer = await run('backup', [], join(folder, 'nowhere'))
  expect(answer).toMatchObject({ code: 1, output: expect.stringMatching(/^backup: There is no database/) })
  expect(existsSync(join(folder, 'nowhere'))).toBe(false)
})
