import { readdirSync, readFileSync } from 'node:fs'

/** Memory that a process holds, in MB, as Linux counts it. */
export const rssOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

export const descriptorsOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length
