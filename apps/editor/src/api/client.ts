import { ApiError, errorOf } from './api-error.ts'

export { ApiError } from './api-error.ts'

type Query = Record<string, string | number | null | undefined>

/** Answers with what the API answered, or throws an `ApiError`. */
export const api = {
  get: async <T>(path: string, query: Query = {}): Promise<T> =>
    (await send<T>('GET', path + queryString(query))).data,
  post: async <T = void>(path: string, body: unknown = {}): Promise<T> =>
    (await send<T>('POST', path, body)).data,
  put: async <T = void>(path: string, body: unknown): Promise<T> => (await send<T>('PUT', path, body)).data,
  delete: async (path: string): Promise<void> => {
    await send('DELETE', path)
  },
}

/** As `api`, with the answer's ETag: for documents that are saved back under `If-Match`. */
export async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ data: T; etag: string | null }> {
  const response = await ask(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw await errorOf(response)
  const data = response.status === 204 ? undefined : await response.json()
  return { data: data as T, etag: response.headers.get('etag') }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init })
  } catch {
    throw new ApiError(0, 'offline', 'Phloem does not answer. Is it running?')
  }
}

function queryString(query: Query): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return text === '' ? '' : `?${text}`
}
