import type { Issue } from '@phloem/flow'
import type { ErrorBody } from './types.ts'

/** An answer that is not the one asked for. `status` 0: no answer at all. */
export class ApiError extends Error {
  override name = 'ApiError' as const
  readonly status: number
  /** The server's snake_case code; `offline` without an answer, `http_<status>` where the answer had none. */
  readonly code: string
  readonly issues: Issue[]

  constructor(status: number, code: string, message: string, issues: Issue[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.issues = issues
  }
}

export async function errorOf(response: Response): Promise<ApiError> {
  const { error } = await readErrorBody(response)
  return new ApiError(
    response.status,
    error?.code ?? `http_${response.status}`,
    error?.message ?? `The server answered ${response.status} ${response.statusText}`.trim(),
    error?.issues ?? [],
  )
}

/** A proxy in front of Phloem may answer with a page of its own. */
async function readErrorBody(response: Response): Promise<Partial<ErrorBody>> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}
