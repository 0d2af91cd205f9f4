import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { loadFor, ms } from './load-window.ts'
import { seedOf, startSubject } from './subject.ts'

const SECONDS = { short: 4, long: 30 }
const SLOW = { short: 500, long: 500 }
/** More than may be connected at once: newcomers must find room all the same. */
const MANY = { short: 2_100, long: 4_000 }
const CUT_WITHIN_SECONDS = 15

const BEGINNINGS = [
  // Never says anything.
  '',
  // A head that never ends, and one more line of it now and then.
  'GET /api/flows HTTP/1.1\r\nHost: localhost\r\nX-Slow: ',
  // A body that never ends.
  'POST /plivo/answer HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nCallUUID=',
] as const

interface SlowClient {
  socket: Socket
  openedAt: number
  closedAfterMs: number | null
}

/** Clients that connect and dawdle, for keeping everybody else out. */
export const slowClients: Experiment = {
  name: 'slow-clients',
  title: 'clients that connect and dawdle (S11)',
  run: async (scale, note) => {
    const seed = seedOf()
    await using sink = await startOutcomeSink()
    const phloem = await startSubject(sink.url)
    const rate = { callsPerSecond: 20, seconds: SECONDS[scale], seed }
    const alone = await loadFor(phloem, rate)
    const slow = await dawdle(phloem.url, SLOW[scale])
    const beside = await loadFor(phloem, rate)
    note(`alone: p99 ${ms(alone.p99)}; beside ${SLOW[scale]}: p99 ${ms(beside.p99)}`)
    await sleep(Math.max(0, (CUT_WITHIN_SECONDS + 2) * 1000 - (performance.now() - (slow[0]?.openedAt ?? 0))))
    const longest = Math.max(...slow.map(({ closedAfterMs }) => closedAfterMs ?? Number.POSITIVE_INFINITY))
    const crowd = await dawdle(phloem.url, MANY[scale])
    const crowded = await loadFor(phloem, rate)
    for (const { socket } of crowd) socket.destroy()
    await phloem.stop()
    const refused = [...beside.refused, ...crowded.refused]
    return [
      {
        what: `callback latency beside ${SLOW[scale]} slow clients, ${beside.asked.length} requests: p50, p99, longest; p99 alone`,
        goal: 'p99 ≤ 200 ms',
        measured: `${ms(beside.p50)}, ${ms(beside.p99)}, ${ms(beside.longest)}; ${ms(alone.p99)}`,
        isMet: beside.p99 <= 200,
        isTiming: true,
      },
      {
        what: `the same beside ${MANY[scale]}, more than may be connected`,
        goal: 'p99 ≤ 200 ms',
        measured: `${ms(crowded.p50)}, ${ms(crowded.p99)}, ${ms(crowded.longest)}`,
        isMet: crowded.p99 <= 200,
        isTiming: true,
      },
      {
        what: 'requests of the carrier without a document',
        goal: '0',
        measured: `${refused.length}`,
        isMet: refused.length === 0 && beside.asked.length > 0 && crowded.asked.length > 0,
        isTiming: false,
      },
      {
        what: 'slow clients that were not cut off',
        goal: '0',
        measured: `${slow.filter(({ closedAfterMs }) => closedAfterMs === null).length} of ${slow.length}`,
        isMet: slow.every(({ closedAfterMs }) => closedAfterMs !== null),
        isTiming: false,
      },
      {
        what: 'the last was cut off after',
        goal: `≤ ${CUT_WITHIN_SECONDS} s`,
        measured: `${(longest / 1000).toFixed(1)} s`,
        isMet: longest <= CUT_WITHIN_SECONDS * 1000,
        isTiming: true,
      },
    ]
  },
}

/** They send a byte every second or so, so that no time-out for silence concerns them. */
async function dawdle(url: string, count: number): Promise<SlowClient[]> {
  const { hostname, port } = new URL(url)
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const socket = connect({ host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port) })
      socket.on('error', () => undefined)
      socket.resume()
      await Promise.race([once(socket, 'connect'), once(socket, 'close')])
      const client: SlowClient = { socket, openedAt: performance.now(), closedAfterMs: null }
      const beginning = BEGINNINGS[index % BEGINNINGS.length] ?? ''
      socket.write(beginning)
      const drip = setInterval(() => beginning !== '' && socket.write('x'), 1_000)
      socket.once('close', () => {
        clearInterval(drip)
        client.closedAfterMs = performance.now() - client.openedAt
      })
      return client
    }),
  )
}
