import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCall, newDelivery } from '../store/contract/samples.ts'
import type { Delivery, DeliveryStore } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { Destinations } from './destinations.ts'
import { createDispatcher } from './dispatcher.ts'
import type { Answer } from './send.ts'
import { createManualClock, settle } from './testing/manual-clock.ts'
import { createMemoryDeliveries } from './testing/memory-deliveries.ts'

const START = Date.parse('2026-01-02T03:04:05.678Z')
const SECOND = 1000
const HOUR = 3600 * SECOND
/** Standard Webhooks 1.0, counted from the failure before. */
const DELAYS_SECONDS = [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

const log = { info: () => {}, warn: () => {}, error: () => {} }
const refused: Answer = {
  status: null,
  contentType: '',
  headers: {},
  body: '',
  durationMs: 1,
  error: 'connection refused',
  isUnsendable: false,
  hasLeft: false,
  isRefused: false,
}

interface Opened {
  store: DeliveryStore
  reopen: () => Promise<DeliveryStore>
  close: () => Promise<void>
}

async function onSqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'phloem-schedule-'))
  let opened = openSqliteStore(folder)
  await opened.calls.commit(newCall('c', {}, { deliveries: [newDelivery('c', 'd1', { createdAt: START })] }))
  return {
    store: opened.deliveries,
    reopen: async () => {
      await opened.close()
      opened = openSqliteStore(folder)
      return opened.deliveries
    },
    close: async () => {
      await opened.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function inMemory(): Promise<Opened> {
  const created = newDelivery('c', 'd1', { createdAt: START })
  const pending: Delivery = {
    ...created,
    state: 'pending',
    tries: 0,
    attempts: [],
    nextAttemptAt: START,
    endedAt: null,
  }
  const store = createMemoryDeliveries([pending])
  return { store, reopen: async () => store, close: async () => {} }
}

describe.each([
  { name: 'in memory', open: inMemory, runs: 30 },
  { name: 'on SQLite', open: onSqlite, runs: 8 },
])('the ten attempts of a report, $name', ({ open, runs }) => {
  it('come by the schedule, each ±10 %, over restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true })),
        fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
        async (dice, restartsAfter) => {
          const clock = createManualClock(START)
          const opened = await open()
          const sentAt: number[] = []
          const start = async (store: DeliveryStore) => {
            const destinations = new Destinations({
              store: { list: async () => [], put: async () => {} },
              clock,
              newSecret: () => 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz',
              log,
              onChange: () => {},
            })
            const dispatcher = createDispatcher({
              store,
              destinations,
              clock,
              log,
              dice: () => dice.next().value,
              onChange: () => {},
              send: async () => {
                sentAt.push(clock.now())
                return refused
              },
            })
            await dispatcher.start()
            return dispatcher
          }
          let dispatcher = await start(opened.store)
          while (sentAt.length < 10) {
            await clock.advanceToTimer()
            if (!restartsAfter.includes(sentAt.length)) continue
            restartsAfter = restartsAfter.filter((count) => count !== sentAt.length)
            await dispatcher.stop()
            dispatcher = await start(await opened.reopen())
          }
          await settle()
          await clock.advance(100 * HOUR)
          await dispatcher.stop()
          const delays = sentAt.map((at, index) => (at - (sentAt[index - 1] ?? START)) / SECOND)
          delays.forEach((delay, index) => {
            const planned = DELAYS_SECONDS[index] ?? 0
            expect(delay).toBeGreaterThanOrEqual(planned * 0.9)
            expect(delay).toBeLessThanOrEqual(planned * 1.1 + 1)
          })
          const store = await opened.reopen()
          expect(await store.find('d1')).toMatchObject({ state: 'dead', tries: 10 })
          expect(sentAt).toHaveLength(10)
          await opened.close()
        },
      ),
      { numRuns: runs },
    )
  })
})
