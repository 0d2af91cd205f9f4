import { setTimeout as sleep } from 'node:timers/promises'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { seedStore } from './seed-store.ts'
import { startSubject } from './subject.ts'

const REPORTS = { short: 300, long: 5_000 }
const RUNS = { short: 1, long: 5 }
const GOOD = 9
const WATCHED_SECONDS = { short: 5, long: 100 }

/** One dead server among good ones. */
export const badNeighbour: Experiment = {
  name: 'bad-neighbour',
  title: 'one dead report server beside nine good ones (R12)',
  run: async (scale, note) => {
    const perServer = REPORTS[scale] / (GOOD + 1)
    const rates: { alone: number[]; beside: number[] } = { alone: [], beside: [] }
    let missing = 0
    for (let run = 1; run <= RUNS[scale]; run += 1) {
      for (const which of ['alone', 'beside'] as const) {
        const { rate, lost } = await rateOfGood(perServer, which === 'beside')
        rates[which].push(rate)
        missing += lost
      }
      note(
        `alone ${rates.alone.at(-1)?.toFixed(0)}/s, beside a dead one ${rates.beside.at(-1)?.toFixed(0)}/s`,
      )
    }
    const [alone, beside] = [median(rates.alone), median(rates.beside)]
    const probes = await probesOfDead(WATCHED_SECONDS[scale])
    const allowed = 10 + 8 + Math.ceil(WATCHED_SECONDS[scale] / 30)
    return [
      {
        what: 'reports per second to the nine good ones, alone and beside a dead one (medians)',
        goal: '≤ 5 % fewer',
        measured: `${alone.toFixed(0)} and ${beside.toFixed(0)} (${((beside / alone - 1) * 100).toFixed(1)} %)`,
        isMet: beside >= alone * 0.95,
        isTiming: true,
      },
      {
        what: 'reports of the good ones that did not come',
        goal: '0',
        measured: `${missing}`,
        isMet: missing === 0,
        isTiming: false,
      },
      {
        what: `requests at a server that answers 500, in ${WATCHED_SECONDS[scale]} s with 500 reports waiting`,
        goal: `≥ 10, then one in 30 s: ≤ ${allowed}`,
        measured: `${probes}`,
        isMet: probes >= 10 && probes <= allowed,
        isTiming: false,
      },
    ]
  },
}

/** How fast the good ones get theirs; the dead one's reports come first in the queue. */
async function rateOfGood(perServer: number, hasDead: boolean): Promise<{ rate: number; lost: number }> {
  const good = await Promise.all(Array.from({ length: GOOD }, () => startOutcomeSink()))
  const dead = await startOutcomeSink(() => undefined)
  const urls = [...(hasDead ? [dead.url] : []), ...good.map(({ url }) => url)]
  let phloem = await startSubject(good[0]?.url ?? '')
  await phloem.stop()
  seedStore(phloem.dataFolder, 'guide', {
    endedCalls: 0,
    dueReports: perServer * urls.length,
    reportUrls: urls,
  })
  phloem = await phloem.restart()
  const began = performance.now()
  const arrived = () => good.reduce((sum, { arrivals }) => sum + arrivals.size, 0)
  while (arrived() < perServer * GOOD && performance.now() - began < 60_000) await sleep(5)
  const seconds = (performance.now() - began) / 1000
  const lost = perServer * GOOD - arrived()
  await phloem.kill()
  await phloem[Symbol.asyncDispose]()
  await Promise.all([dead, ...good].map((server) => server.close()))
  return { rate: arrived() / seconds, lost }
}

async function probesOfDead(seconds: number): Promise<number> {
  await using failing = await startOutcomeSink((response) => {
    response.statusCode = 500
    response.end()
  })
  let phloem = await startSubject(failing.url)
  await phloem.stop()
  seedStore(phloem.dataFolder, 'guide', { endedCalls: 0, dueReports: 500, reportUrls: [failing.url] })
  phloem = await phloem.restart()
  await sleep(seconds * 1000)
  const count = failing.count()
  await phloem[Symbol.asyncDispose]()
  return count
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
