import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, percentile, seededRandom, startCallLoad } from '../harness/call-load.ts'
import type { RunningPhloem } from '../harness/running-phloem.ts'
import { NUMBER } from './subject.ts'

export interface LoadWindow {
  asked: Asked[]
  /** Of all requests, from when each should have been sent. */
  p50: number
  p99: number
  longest: number
  /** Requests whose last try had no document. */
  refused: Asked[]
}

/** Calls at a rate for a while; the first second, in which code is still being compiled, does not count. */
export async function loadFor(
  phloem: RunningPhloem,
  { callsPerSecond, seconds, seed }: { callsPerSecond: number; seconds: number; seed: number },
): Promise<LoadWindow> {
  const asked: Asked[] = []
  let isCounting = false
  const load = startCallLoad({
    url: () => phloem.url,
    number: NUMBER,
    callsPerSecond,
    random: seededRandom(seed),
    onAsked: (each) => {
      if (isCounting) asked.push(each)
    },
  })
  await sleep(1000)
  isCounting = true
  await sleep(seconds * 1000)
  isCounting = false
  await load.stop()
  const latencies = asked.map(({ latencyMs }) => latencyMs)
  return {
    asked,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    longest: Math.max(0, ...latencies),
    refused: asked.filter(({ status }) => status !== 200),
  }
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`
