import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, seededRandom, startCallLoad } from '../harness/call-load.ts'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'
import type { Experiment } from './experiment.ts'
import { ms } from './load-window.ts'
import { descriptorsOf, rssOf } from './process-look.ts'
import { assign, audit, createWitness, drained, NUMBER, seedOf, startSubject } from './subject.ts'

const SECONDS = { short: 8, long: 480 }
/** Until then caches fill, code is compiled, and V8 has given memory back once and taken it again. */
const WARM_UP_SHARE = 0.4
const SAMPLED_EVERY_MS = 1000

/** A day of everything at once, in minutes: does anything grow? */
export const soak: Experiment = {
  name: 'soak',
  title: '30 calls/s with faults of all kinds, watching memory, descriptors, log and loop (R18)',
  run: async (scale, note) => {
    const seed = seedOf()
    const random = seededRandom(seed)
    note(`seed ${seed}`)
    using witness = createWitness()
    // One report in ten is refused when it comes first, one in twenty is answered late.
    const refusedOnce = new Set<unknown>()
    await using sink = await startOutcomeSink((response, { headers }) => {
      const dice = random()
      const id = headers['webhook-id']
      if (dice < 0.1 && !refusedOnce.has(id)) {
        refusedOnce.add(id)
        response.statusCode = 503
      }
      setTimeout(() => response.end(), dice > 0.95 ? 2_000 : 0)
    })
    await using hanging = await startOutcomeSink(() => undefined)
    const phloem = await startSubject(sink.url)
    await assign(phloem, '+12025550178', guideFlow(hanging.url, 'hanging'))
    const asked: Asked[] = []
    const onAsked = (each: Asked) => asked.push(each)
    const common = { url: () => phloem.url, random, onAsked }
    const forgets = { dialEnd: 0.05, hangup: 0.02 }
    const loads = [
      startCallLoad({ ...common, number: NUMBER, callsPerSecond: 27, forgets, onAcknowledged: witness.note }),
      startCallLoad({ ...common, number: '+12025550178', callsPerSecond: 3 }),
    ]
    const watching = new AbortController()
    const people = [watchAsAPage(phloem, watching.signal), listenAsAPage(phloem, watching.signal)]

    const samples: { seconds: number; rss: number; descriptors: number; wal: number; loopP99: number }[] = []
    const began = performance.now()
    const elapsed = () => (performance.now() - began) / 1000
    while (elapsed() < SECONDS[scale]) {
      await sleep(SAMPLED_EVERY_MS)
      samples.push({
        seconds: elapsed(),
        rss: rssOf(phloem.pid),
        descriptors: descriptorsOf(phloem.pid),
        wal: statSync(join(phloem.dataFolder, 'phloem.db-wal'), { throwIfNoEntry: false })?.size ?? 0,
        loopP99: await loopDelayP99(phloem),
      })
      const last = samples.at(-1)
      if (samples.length % 60 === 0)
        note(`${last?.seconds.toFixed(0)} s: ${last?.rss.toFixed(0)} MB, ${asked.length} requests`)
    }
    watching.abort()
    await Promise.allSettled(people)
    await Promise.all(loads.map((load) => load.stop()))
    await sleep(6_000)
    await drainedButFor(phloem, hanging.url)
    const { owed, lost, wrong, doubled } = audit(witness.read(), sink)
    const refused = asked.filter(({ status }) => status !== 200)
    const warm = samples.filter(({ seconds }) => seconds >= SECONDS[scale] * WARM_UP_SHARE)
    const growth = slopePerMinute(warm.map(({ seconds, rss }) => [seconds, rss]))
    const descriptorGrowth = slopePerMinute(warm.map(({ seconds, descriptors }) => [seconds, descriptors]))
    const wal = Math.max(...samples.map((each) => each.wal)) / 1024 / 1024
    const loop = median(warm.map(({ loopP99 }) => loopP99))
    await phloem.kill()
    return [
      {
        what: `outcomes lost in ${SECONDS[scale]} s, ${asked.length} requests, ${refused.length} without a document`,
        goal: '0',
        measured: `${lost.length} of ${owed} (${wrong.length} wrong, ${doubled} under two ids)`,
        isMet: lost.length + wrong.length + doubled + refused.length === 0 && owed > 0,
        isTiming: false,
      },
      {
        what: 'memory: at the end, and its growth after the warm-up',
        goal: '≤ 1 MB/min',
        measured: `${samples.at(-1)?.rss.toFixed(0)} MB, ${growth.toFixed(2)} MB/min`,
        isMet: growth <= 1,
        isTiming: true,
      },
      {
        what: 'descriptors: at the end, and their growth',
        goal: '≤ 1 per minute',
        measured: `${samples.at(-1)?.descriptors}, ${descriptorGrowth.toFixed(2)} per minute`,
        isMet: descriptorGrowth <= 1,
        isTiming: true,
      },
      {
        what: 'the write-ahead log at its longest',
        goal: '≤ 64 MB',
        measured: `${wal.toFixed(1)} MB`,
        isMet: wal <= 64,
        isTiming: false,
      },
      {
        what: 'delay of the event loop, p99, median of all seconds',
        goal: '≤ 50 ms',
        measured: ms(loop),
        isMet: loop <= 50,
        isTiming: true,
      },
    ]
  },
}

/** An open page asks for its lists again and again. */
async function watchAsAPage(phloem: RunningPhloem, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const path of ['/api/calls', '/api/deliveries', '/api/status', '/api/destinations', '/api/flows']) {
      await phloem.api('GET', path)
    }
    await sleep(500)
  }
}

/** Server-sent events, left and opened again. */
async function listenAsAPage(phloem: RunningPhloem, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const left = AbortSignal.any([signal, AbortSignal.timeout(2_000)])
    const headers = { authorization: 'Bearer a-token-for-tests' }
    const response = await fetch(`${phloem.url}/api/events`, { headers, signal: left }).catch(() => null)
    await response?.text().catch(() => '')
  }
}

async function loopDelayP99(phloem: RunningPhloem): Promise<number> {
  const text = await (await fetch(`${phloem.url}/metrics`)).text()
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1] ?? 0) * 1000
}

/** What the hanging server is owed stays owed. */
async function drainedButFor(phloem: RunningPhloem, url: string): Promise<void> {
  const { origin } = new URL(url)
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const { body } = await phloem.api('GET', '/api/destinations')
    const others = body.destinations.filter((each: { origin: string }) => each.origin !== origin)
    if (others.every(({ owed }: { owed: { count: number } }) => owed.count === 0)) return
    await sleep(500)
  }
  await drained(phloem, 1)
}

/** The median of the slopes between any two points (Theil and Sen): one collection of garbage does not tilt it. */
function slopePerMinute(points: (readonly [seconds: number, value: number])[]): number {
  const slopes = points.flatMap(([fromSeconds, from], index) =>
    points.slice(index + 1).map(([seconds, value]) => (value - from) / (seconds - fromSeconds)),
  )
  return median(slopes) * 60
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
