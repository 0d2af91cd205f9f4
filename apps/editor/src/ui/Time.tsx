import { useEffect, useState } from 'react'
import { dateTime, relativeTime } from '../words/time.ts'

const REFRESH_MILLISECONDS = 30_000

/** How long ago it was, kept up to date; the whole date is its tooltip. */
export function Time({ at }: { at: string }) {
  const [, setTicks] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), REFRESH_MILLISECONDS)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={dateTime(at)}>
      {relativeTime(at, Date.now())}
    </time>
  )
}
