import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOutcomeSink } from '../harness/outcome-sink.ts'
import type { Experiment } from './experiment.ts'
import { loadFor, ms } from './load-window.ts'
import { descriptorsOf, rssOf } from './process-look.ts'
import { seedStore } from './seed-store.ts'
import { seedOf, startSubject } from './subject.ts'

/** Fewer than those after which the breaker holds the rest back. */
const REPORTS_EACH = { short: 2, long: 8 }
/** The longest that a report may take, and one that the suite has the patience for. */
const TIMEOUT_SECONDS = { short: 3, long: 15 }
/** What a busy machine adds. */
const GRACE_MS = 1_000

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n'
/** A server's behaviour once the first byte of a request has come, and what is to become of the attempt. */
const servers: Record<
  string,
  { behave: (socket: Socket) => void; isHttps?: boolean; status: number | null }
> = {
  'never answers': { behave: () => undefined, status: null },
  'drips a byte a second': {
    behave: (socket) => drip(socket, `${HEAD}content-length: 1000\r\n\r\n`),
    status: 200,
  },
  'drips its headers': { behave: (socket) => drip(socket, ''), status: null },
  'sends an endless body': { behave: (socket) => flood(socket, `${HEAD}\r\n`), status: 200 },
  'sends endless headers': { behave: (socket) => flood(socket, `${HEAD}x-more: `), status: null },
  'resets inside the headers': {
    behave: (socket) => socket.write(HEAD, () => socket.resetAndDestroy()),
    status: null,
  },
  'closes at once': { behave: (socket) => socket.end(), status: null },
  'answers garbage': { behave: (socket) => socket.end('\0\x01\x02 garbage\r\n\r\n'), status: null },
  'answers 500': {
    behave: (socket) => socket.end('HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n'),
    status: 500,
  },
  'redirects to itself': { behave: (socket) => redirect(socket, '/dial-status'), status: 302 },
  'redirects to the metadata of a cloud': {
    behave: (socket) => redirect(socket, 'http://169.254.169.254/latest/meta-data/'),
    status: 302,
  },
  'says 103 for ever': {
    behave: (socket) => flood(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
    status: null,
  },
  'never finishes its TLS handshake': { behave: () => undefined, isHttps: true, status: null },
  'speaks no TLS': { behave: (socket) => socket.end(`${HEAD}\r\n`), isHttps: true, status: null },
}

export const hostileServers: Experiment = {
  name: 'hostile-servers',
  title: 'report servers that hang, drip, flood, reset, redirect and lie (R11)',
  run: async (scale, note) => {
    const hostile = await Promise.all(
      Object.entries(servers).map(async ([name, { behave, isHttps, status }]) => ({
        name,
        status,
        ...(await startRaw(behave, isHttps ?? false)),
      })),
    )
    await using good = await startOutcomeSink()
    let phloem = await startSubject(good.url)
    await phloem.stop()
    const reportUrls = hostile.map(({ url }) => url)
    const dueReports = REPORTS_EACH[scale] * hostile.length
    const timeoutSeconds = TIMEOUT_SECONDS[scale]
    seedStore(phloem.dataFolder, 'guide', { endedCalls: 0, dueReports, reportUrls, timeoutSeconds })
    phloem = await phloem.restart()
    const [rssBefore, filesBefore] = [rssOf(phloem.pid), descriptorsOf(phloem.pid)]
    const loading = loadFor(phloem, { callsPerSecond: 20, seconds: timeoutSeconds + 1, seed: seedOf() })

    interface Shown {
      destination: string
      attempts: { status: number | null; error: string | null; durationMs: number }[]
    }
    const deliveries = async (): Promise<Shown[]> =>
      (
        await Promise.all(
          hostile.map(async ({ url }) => {
            const origin = encodeURIComponent(new URL(url).origin)
            return (await phloem.api('GET', `/api/deliveries?destination=${origin}&limit=200`)).body
              .deliveries
          }),
        )
      ).flat()
    const deadline = performance.now() + 60_000
    let seen: Shown[] = []
    do {
      await sleep(1000)
      seen = await deliveries()
    } while (seen.some(({ attempts }) => attempts.length === 0) && performance.now() < deadline)
    const beside = await loading
    const attempts = seen.flatMap(({ attempts: [first] }) => first ?? [])
    const longestMs = Math.max(...attempts.map(({ durationMs }) => durationMs))
    const wrong = hostile.filter(({ url, status }) => {
      const { origin } = new URL(url)
      const ofIt = seen.filter(({ destination }) => destination === origin)
      return !ofIt.every(
        ({ attempts: [first] }) =>
          first?.status === status && (status === 200 || status === 500 || first.error),
      )
    })
    for (const { name, url } of wrong) {
      const { origin } = new URL(url)
      const firsts = seen
        .filter(({ destination }) => destination === origin)
        .map(({ attempts: [first] }) => first)
      const words = firsts.map((first) => `${first?.status} ${first?.error} after ${first?.durationMs} ms`)
      note(`not as expected: ${name}: ${words.join(', ')}`)
    }
    await sleep(3_000)
    const [rssAfter, filesAfter] = [rssOf(phloem.pid), descriptorsOf(phloem.pid)]
    await phloem.kill()
    await Promise.all(hostile.map((server) => server.close()))
    return [
      {
        what: `${hostile.length} kinds of servers whose attempts ended otherwise than they should`,
        goal: 'none',
        measured:
          wrong.length === 0
            ? `none in ${attempts.length} attempts`
            : wrong.map(({ name }) => name).join(', '),
        isMet: wrong.length === 0 && attempts.length === dueReports,
        isTiming: false,
      },
      {
        what: 'the longest attempt',
        goal: `≤ ${timeoutSeconds + GRACE_MS / 1000} s`,
        measured: `${(longestMs / 1000).toFixed(1)} s`,
        isMet: longestMs <= timeoutSeconds * 1000 + GRACE_MS,
        isTiming: true,
      },
      {
        what: 'calls beside: without a document, p99, reports that came',
        goal: '0, ≤ 100 ms, all',
        measured: `${beside.refused.length}, ${ms(beside.p99)}, ${good.arrivals.size}`,
        isMet: beside.refused.length === 0 && beside.p99 <= 100 && good.arrivals.size > 0,
        isTiming: true,
      },
      {
        what: 'memory and descriptors, before and after',
        goal: 'within 100 MB, within 60',
        measured: `${rssBefore.toFixed(0)} → ${rssAfter.toFixed(0)} MB, ${filesBefore} → ${filesAfter}`,
        isMet: rssAfter - rssBefore < 100 && filesAfter - filesBefore < 60,
        isTiming: true,
      },
    ]
  },
}

function drip(socket: Socket, head: string) {
  socket.write(head)
  const timer = setInterval(() => socket.write('x'), 1000)
  socket.on('close', () => clearInterval(timer))
}

/** As fast as it is read, with turns of the event loop for the calls that this process makes beside. */
function flood(socket: Socket, head: string, chunk = 'x'.repeat(16 * 1024)) {
  socket.write(head)
  const more = () => {
    if (socket.destroyed) return
    if (socket.write(chunk)) setImmediate(more)
    else socket.once('drain', more)
  }
  more()
}

const redirect = (socket: Socket, location: string) =>
  socket.end(`HTTP/1.1 302 Found\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`)

async function startRaw(behave: (socket: Socket) => void, isHttps: boolean) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    socket.once('data', () => behave(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `${isHttps ? 'https' : 'http'}://127.0.0.1:${port}/dial-status`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
