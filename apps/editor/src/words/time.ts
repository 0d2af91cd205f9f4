const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const SECONDS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]
const LONGEST_RELATIVE_DAYS = 7

/** In the time zone and the manner of the reader. */
export const dateTime = (iso: string): string => dateAndTime.format(new Date(iso))

const shortClock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })

/** The time of today, `12:03`; with the date when it is another day. */
export function timeOfDay(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return (isToday ? shortClock : dateAndTime).format(new Date(at))
}

/** Hours, minutes and seconds. */
export const clockTime = (iso: string): string => clock.format(new Date(iso))

/** `5 minutes ago`, `in 2 hours`; a date when it is more than a week away. */
export function relativeTime(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000)
  if (Math.abs(seconds) > LONGEST_RELATIVE_DAYS * 86_400) return dateTime(iso)
  const [unit, size] = SECONDS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return Math.abs(seconds) < 10 ? 'just now' : relative.format(Math.trunc(seconds / size), unit)
}

/** `4 s`, `1 min 12 s`, `1 h 2 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return joined([Math.floor(whole / 60), 'min'], [whole % 60, 's'])
  return joined([Math.floor(whole / 3600), 'h'], [Math.floor((whole % 3600) / 60), 'min'])
}

/** Since the beginning of something: `+0.00 s`, `+12.48 s`, `+1:02.40`. */
export function offset(milliseconds: number): string {
  const hundredths = Math.max(0, Math.floor(milliseconds / 10))
  const minutes = Math.floor(hundredths / 6000)
  const seconds = ((hundredths % 6000) / 100).toFixed(2)
  return minutes === 0 ? `+${seconds} s` : `+${minutes}:${seconds.padStart(5, '0')}`
}

const joined = (...parts: [number, string][]): string =>
  parts
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
