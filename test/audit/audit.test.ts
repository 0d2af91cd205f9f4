import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Allowed, judgeAudit } from './judge-audit.ts'

const TODAY = new Date('2026-01-05T12:00:00Z')
const ID = 'GHSA-aaaa-bbbb-cccc'

const audited = (severity: string | null) => ({
  stdout: JSON.stringify({
    advisories:
      (severity && {
        1: {
          title: 'A hole',
          module_name: 'fastify',
          severity,
          github_advisory_id: ID,
          patched_versions: '>=6.0.0',
          url: `https://github.com/advisories/${ID}`,
        },
      }) ||
      {},
    metadata: { vulnerabilities: {} },
  }),
  stderr: '',
  isTimedOut: false,
})
const allow = (changes: Partial<Allowed> = {}): Allowed[] => [
  { advisory: ID, reason: 'the hole is in a part that is not used', expires: '2026-06-30', ...changes },
]

describe('judgeAudit', () => {
  it.each([
    [null, true],
    ['low', true],
    ['moderate', true],
    ['high', false],
    ['critical', false],
  ])('with an advisory of severity %s is good: %s', (severity, isGood) => {
    const judged = judgeAudit(audited(severity), [], TODAY)
    expect(judged.isGood).toBe(isGood)
    expect(judged.lines.join('\n').includes(`fastify: A hole (${ID}, mended in >=6.0.0;`)).toBe(!isGood)
  })

  it('lets an allowed advisory pass until its day', () => {
    expect(judgeAudit(audited('high'), allow(), TODAY)).toEqual({
      isGood: true,
      lines: ['1 advisories, 1 of them high or critical, 1 of those allowed'],
    })
    expect(judgeAudit(audited('high'), allow({ advisory: 'GHSA-other' }), TODAY).isGood).toBe(false)
  })

  it.each([
    [{ expires: '2026-01-04' }, /allowed until 2026-01-04; look at it again/],
    [{ expires: 'never' }, /"never" is not a day/],
    [{ expires: '2028-01-01' }, /more than a year away/],
    [{ reason: ' ' }, /reason: it is empty/],
  ])('refuses the allowance %o', (changes, message) => {
    const { isGood, lines } = judgeAudit(audited(null), allow(changes), TODAY)
    expect(isGood).toBe(false)
    expect(lines[0]).toMatch(message)
  })

  it('names an allowance that nothing needs any more', () => {
    expect(judgeAudit(audited(null), allow(), TODAY)).toMatchObject({
      isGood: true,
      lines: [expect.stringContaining('nothing has it any more'), expect.anything()],
    })
  })

  it('tells a registry that can not be asked from a failure', () => {
    const failed = (stderr: string, isTimedOut = false) =>
      judgeAudit({ stdout: '', stderr, isTimedOut }, [], TODAY)
    const bad = 'Error: ERR_PNPM_AUDIT_BAD_RESPONSE\n\n  × The audit endpoint responded with 405:\n'
    expect(failed(bad)).toMatchObject({ isGood: true, lines: [expect.stringMatching(/^NOT AUDITED: .*405/)] })
    expect(failed('', true)).toMatchObject({ isGood: true, lines: [expect.stringMatching(/^NOT AUDITED/)] })
    expect(failed('Error: ERR_PNPM_AUDIT_NO_LOCKFILE')).toMatchObject({ isGood: false })
  })
})

describe('the audit of the test command', () => {
  const ask = async (answer: object | null) => {
    const registry = createServer((request, response) => {
      request.resume()
      const isAudit = request.url?.endsWith('/security/advisories/bulk') && answer !== null
      response.writeHead(isAudit ? 200 : 404, { 'content-type': 'application/json' })
      response.end(JSON.stringify(isAudit ? answer : {}))
    }).listen(0, '127.0.0.1')
    await once(registry, 'listening')
    const { port } = registry.address() as AddressInfo
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const script = `import { runAudit } from './test/audit/run-audit.ts'
      process.exit(runAudit('.', 'http://127.0.0.1:${port}/') ? 0 : 1)`
    try {
      return await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
      }).then(
        ({ stdout }) => ({ code: 0, stdout }),
        ({ code, stdout }) => ({ code, stdout }),
      )
    } finally {
      registry.close()
    }
  }

  it('fails on a high advisory of something that Phloem runs on', async () => {
    const advisory = {
      id: 1,
      url: `https://github.com/advisories/${ID}`,
      title: 'A hole',
      severity: 'high',
      vulnerable_versions: '*',
      cwe: [],
      cvss: { score: 7.5, vectorString: null },
    }
    const { code, stdout } = await ask({ fastify: [advisory], vitest: [{ ...advisory, id: 2 }] })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^high: fastify: A hole/)
    // What only develops Phloem is not what others run.
    expect(stdout).not.toContain('vitest')
  })

  it('passes with a clear line where the registry knows no audits', async () => {
    expect(await ask(null)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^NOT AUDITED: /) })
  })
})
