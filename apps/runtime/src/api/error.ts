import type { Issue } from '@phloem/flow'

/** An answer of the API that is not the one asked for: `{ error: { code, message, issues? } }`. */
export class ApiError extends Error {
  override name = 'ApiError' as const
  readonly status: number
  readonly code: string
  readonly issues: Issue[] | undefined

  constructor(status: number, code: string, message: string, issues?: Issue[]) {
    super(message)
    this.status = status
    this.code = code
    this.issues = issues
  }
}

export const notFound = (what: string): ApiError => new ApiError(404, 'not_found', `There is no ${what}.`)
