import type { FastifyInstance } from 'fastify'
import type { Clock } from '../clock.ts'

/** With so much delay of the event loop callers begin to notice; the pages and the API are refused then. */
const API_REFUSED_AT_MS = 250
/** And here the carrier's own time runs out: new calls get the plainest answer there is. */
const CALLS_SHED_AT_MS = 500
const SAMPLED_EVERY_MS = 250
/** The median of so many: one pause (a start, collected garbage, a suspended machine) is no overload. */
const SAMPLES = 5
const RETRY_AFTER_SECONDS = 5

/** Never refused: the carrier, and those who look whether Phloem lives. */
const ESSENTIAL = /^\/(plivo|healthz|readyz|metrics)(\/|\?|$)/

/** Refuses the editor and the API before any call is. Returns whether even new calls are too much. */
export function shedLoad(app: FastifyInstance, clock: Clock): () => boolean {
  const loop = watchLoopDelay(clock)
  app.addHook('onClose', async () => loop.end())
  app.addHook('onRequest', async (request, reply) => {
    if (loop.delayMs() <= API_REFUSED_AT_MS || ESSENTIAL.test(request.url)) return
    const message = 'Phloem is busy with calls. Try again in a moment.'
    return reply
      .code(503)
      .header('retry-after', RETRY_AFTER_SECONDS)
      .send({ error: { code: 'busy', message } })
  })
  return () => loop.delayMs() > CALLS_SHED_AT_MS
}

/** How late timers are: what has come in waits as long before anybody looks at it. */
function watchLoopDelay(clock: Clock): { delayMs: () => number; end: () => void } {
  const lateness: number[] = Array(SAMPLES).fill(0)
  let median = 0
  let cancel = () => {}
  const sampleNext = () => {
    const expected = clock.monotonic() + SAMPLED_EVERY_MS
    cancel = clock.after(SAMPLED_EVERY_MS, () => {
      lateness.shift()
      lateness.push(clock.monotonic() - expected)
      median = lateness.toSorted((a, b) => a - b)[(SAMPLES - 1) / 2] ?? 0
      sampleNext()
    })
  }
  sampleNext()
  return { delayMs: () => median, end: () => cancel() }
}
