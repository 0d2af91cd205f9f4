import type { Issue } from '@phloem/flow'

/** An answer of the API that is not the one asked for: `{ error: { code, message, issues? } }`. */
export class ApiError extends Error {
  override name = 'ApiError' as const
  readonly status: number
  readonly code: string
  readonly issues: Issue[] | undefined
  /** When to ask again. */
  retryAfterSeconds: number | null = null

  constructor(status: number, code: string, message: string, issues?: Issue[]) {
    super(message)
    this.status = status
    this.code = code
    this.issues = issues
  }
}

export const notFound = (what: string): ApiError => new ApiError(404, 'not_found', `There is no ${what}.`)

export function tooMany(what: string, retryAfterSeconds: number): ApiError {
  const error = new ApiError(429, 'too_many', `${what}; try again in ${retryAfterSeconds} s.`)
  error.retryAfterSeconds = retryAfterSeconds
  return error
}
