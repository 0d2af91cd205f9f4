const HOUR_MS = 60 * 60_000

export const PERIODS = [
  { value: 'hour', title: 'Last hour', lengthMs: HOUR_MS },
  { value: 'day', title: 'Last day', lengthMs: 24 * HOUR_MS },
  { value: 'week', title: 'Last week', lengthMs: 7 * 24 * HOUR_MS },
  { value: 'month', title: 'Last 30 days', lengthMs: 30 * 24 * HOUR_MS },
] as const

export type Period = (typeof PERIODS)[number]['value']

/** When a period began that ends now, ISO 8601. */
export const beginOf = (period: Period, now: number): string =>
  new Date(now - (PERIODS.find(({ value }) => value === period)?.lengthMs ?? HOUR_MS)).toISOString()
