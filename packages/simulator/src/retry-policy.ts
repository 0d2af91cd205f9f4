/** `ct` no connection, `rt` no answer in time, `partial` an answer that broke off; the first two are Plivo's words. */
export type Failure = 'ct' | 'rt' | 'partial'

/** How a URL wants to be called (Plivo callback configuration page). */
export interface RetryPolicy {
  connectTimeoutMs: number
  readTimeoutMs: number
  /** Over all attempts at the URL, not counting the fallback URL. */
  totalTimeoutMs: number
  retries: number
  shouldRetry(result: { status: number } | { failure: Failure }): boolean
}

/** Reads the fragment of a URL, e.g. `ct=2000&rt=5000&rc=2&rp=5xx,ct,rt`; Plivo's defaults where it says nothing usable. */
export function parseRetryPolicy(fragment: string): RetryPolicy {
  const tuning = new URLSearchParams(fragment)
  const integer = (key: string, min: number, max: number, byDefault: number): number => {
    const text = tuning.get(key) ?? ''
    const value = Number(text)
    return /^\d+$/.test(text) && value >= min && value <= max ? value : byDefault
  }
  const retryOn = (tuning.get('rp') ?? 'ct,rt').split(',').map((word) => word.trim())
  const asksFor = (word: string) => retryOn.includes(word) || retryOn.includes('all')
  return {
    connectTimeoutMs: integer('ct', 100, 10_000, 2_000),
    readTimeoutMs: integer('rt', 100, 40_000, 40_000),
    totalTimeoutMs: integer('tt', 100, 55_000, 55_000),
    retries: integer('rc', 0, 5, 1),
    shouldRetry(result) {
      if ('failure' in result) return result.failure !== 'partial' && asksFor(result.failure)
      return asksFor(`${Math.floor(result.status / 100)}xx`)
    },
  }
}
