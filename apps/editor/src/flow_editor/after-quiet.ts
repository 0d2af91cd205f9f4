export interface Quiet {
  quietMs: number
  /** Since the first change that is waiting. */
  atMostMs: number
}

/** Does something once changes rest, and at the latest so long after the first of them. */
export function afterQuiet(work: () => void, { quietMs, atMostMs }: Quiet) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstAt: number | null = null
  const cancel = () => {
    clearTimeout(timer)
    firstAt = null
  }
  return {
    changed: () => {
      const now = performance.now()
      firstAt ??= now
      clearTimeout(timer)
      timer = setTimeout(
        () => {
          cancel()
          work()
        },
        Math.max(0, Math.min(quietMs, firstAt + atMostMs - now)),
      )
    },
    cancel,
  }
}
