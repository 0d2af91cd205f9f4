/** A delivery as the API shows it. */
export interface Report {
  state: string
  nodeName: string
  request: { method: string; url: string; body: string }
  attempts: { number: number; status: number | null; error: string | null; durationMs: number }[]
  nextAttemptAt: string | null
}

/** The carrier's transcript of a call, and under it what was reported to web servers. */
export function transcriptWithReports(transcript: string, reports: Report[]): string {
  if (reports.length === 0) return `${transcript}\n\nNo reports.`
  return [transcript, '', 'Reports', ...reports.flatMap(linesOf)].join('\n')
}

function linesOf({ state, nodeName, request, attempts, nextAttemptAt }: Report): string[] {
  const pairs = request.body.split('&').filter((pair) => pair !== '')
  const isForm = pairs.every((pair) => /^[^={}"\s]+=[^\s]*$/.test(pair))
  const body = isForm ? pairs.map(decoded) : [request.body]
  const tries = attempts.map(
    ({ number, status, error, durationMs }) =>
      `    attempt ${number}: ${error ?? status} (${Math.round(durationMs)} ms)`,
  )
  const next = nextAttemptAt === null ? '' : `, next attempt at ${nextAttemptAt}`
  return [
    `  ${nodeName}  ${request.method} ${request.url}  ${state}${next}`,
    ...body.map((line) => `    ${line}`),
    ...tries,
  ]
}

const decoded = (pair: string): string => {
  const [[key, value] = ['', '']] = new URLSearchParams(pair)
  return `${key} = ${value}`
}
