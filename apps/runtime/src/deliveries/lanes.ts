export interface Concurrency {
  /** Attempts at once over all hosts. */
  total: number
  perHost: number
}

export interface Lanes {
  add: (host: string, id: string) => void
  /** The next that may run now, hosts in turn; its place is taken until `release`. */
  take: () => { host: string; id: string } | undefined
  release: (host: string) => void
}

interface Lane {
  waiting: string[]
  running: number
}

/** One queue per host, so that those of a slow host wait for each other and for nobody else. */
export function createLanes({ total, perHost }: Concurrency): Lanes {
  const lanes = new Map<string, Lane>()
  let running = 0

  return {
    add: (host, id) => {
      const lane = lanes.get(host) ?? { waiting: [], running: 0 }
      lane.waiting.push(id)
      lanes.set(host, lane)
    },
    take: () => {
      if (running >= total) return undefined
      for (const [host, lane] of lanes) {
        const id = lane.running < perHost ? lane.waiting.shift() : undefined
        if (id === undefined) continue
        lane.running += 1
        running += 1
        lanes.delete(host)
        lanes.set(host, lane)
        return { host, id }
      }
      return undefined
    },
    release: (host) => {
      const lane = lanes.get(host)
      if (lane === undefined) return
      lane.running -= 1
      running -= 1
      if (lane.running === 0 && lane.waiting.length === 0) lanes.delete(host)
    },
  }
}
