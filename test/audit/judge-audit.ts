/** An advisory that somebody looked at and let pass for a while. */
export interface Allowed {
  /** E.g. `GHSA-aaaa-bbbb-cccc`. */
  advisory: string
  reason: string
  /** The last day on which it passes, e.g. `2026-12-31`. */
  expires: string
}

/** What `pnpm audit --json` ended with. */
export interface Audited {
  stdout: string
  stderr: string
  isTimedOut: boolean
}

export interface Judgement {
  isGood: boolean
  lines: string[]
}

interface Advisory {
  title: string
  module_name: string
  severity: string
  github_advisory_id: string
  patched_versions: string
  url: string
}

const MOST_DAYS = 366
const DAY_MS = 24 * 60 * 60_000

/** pnpm's words for a registry that can't be asked, or that knows no audits: mirrors seldom do. */
const NOT_ASKED =
  /ERR_PNPM_AUDIT_(ENDPOINT_NOT_EXISTS|BAD_RESPONSE)|ERR_PNPM_META_FETCH_FAIL|ENOTFOUND|ECONN|ETIMEDOUT|EAI_AGAIN/

/** Advisories from high on fail, unless they are allowed; what can't be asked does not. */
export function judgeAudit(audited: Audited, allowed: readonly Allowed[], today: Date): Judgement {
  const wrong = allowed.flatMap((entry) => problemOf(entry, today))
  if (wrong.length > 0) return { isGood: false, lines: wrong }
  const advisories = readAdvisories(audited.stdout)
  if (advisories === null) return notAudited(audited)
  const serious = advisories.filter(({ severity }) => severity === 'high' || severity === 'critical')
  const isAllowed = ({ github_advisory_id: id }: Advisory) => allowed.some(({ advisory }) => advisory === id)
  const failing = serious.filter((advisory) => !isAllowed(advisory))
  const unused = allowed.filter(
    ({ advisory }) => !advisories.some((each) => each.github_advisory_id === advisory),
  )
  return {
    isGood: failing.length === 0,
    lines: [
      ...failing.map(
        ({ severity, module_name, title, patched_versions, github_advisory_id, url }) =>
          `${severity}: ${module_name}: ${title} (${github_advisory_id}, mended in ${patched_versions}; ${url})`,
      ),
      ...unused.map(
        ({ advisory }) => `${advisory} is allowed in test/audit/allowed.json, but nothing has it any more`,
      ),
      `${advisories.length} advisories, ${serious.length} of them high or critical, ${serious.length - failing.length} of those allowed`,
    ],
  }
}

function problemOf({ advisory, reason, expires }: Allowed, today: Date): string[] {
  const at = /^\d{4}-\d\d-\d\d$/.test(expires) ? Date.parse(`${expires}T23:59:59Z`) : Number.NaN
  const where = `test/audit/allowed.json: ${advisory}`
  if (Number.isNaN(at)) return [`${where}: expires: "${expires}" is not a day such as 2026-12-31`]
  if (reason.trim() === '') return [`${where}: reason: it is empty`]
  if (at < today.getTime()) return [`${where}: expires: it was allowed until ${expires}; look at it again`]
  if (at > today.getTime() + MOST_DAYS * DAY_MS)
    return [`${where}: expires: ${expires} is more than a year away`]
  return []
}

function readAdvisories(stdout: string): Advisory[] | null {
  try {
    const { advisories, metadata } = JSON.parse(stdout)
    if (typeof advisories !== 'object' || advisories === null || metadata === undefined) return null
    return Object.values(advisories)
  } catch {
    return null
  }
}

function notAudited({ stderr, isTimedOut }: Audited): Judgement {
  const words = stderr
    .replace(/[│×├╰▶─]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (isTimedOut) return { isGood: true, lines: ['NOT AUDITED: the registry did not answer in time'] }
  if (NOT_ASKED.test(stderr))
    return { isGood: true, lines: [`NOT AUDITED: the registry can't be asked. ${words}`] }
  return { isGood: false, lines: [`pnpm audit failed: ${words}`] }
}
