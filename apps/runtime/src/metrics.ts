import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryStore } from './store/port.ts'

export type Metrics = ReturnType<typeof createMetrics>

/** What Prometheus reads; a registry of its own, so that several runtimes fit into one process. */
export function createMetrics(
  deliveries: DeliveryStore,
  { now, unstored, deferred }: { now: () => number; unstored: () => number; deferred: () => number },
) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  new Gauge({
    name: 'phloem_reports_owed',
    help: 'Reports not yet delivered and not given up.',
    registers,
    async collect() {
      this.set((await deliveries.owed()).count)
    },
  })
  new Gauge({
    name: 'phloem_oldest_report_seconds',
    help: 'For how long the oldest report has been owed; 0 when none is.',
    registers,
    async collect() {
      const { oldestAt } = await deliveries.owed()
      this.set(oldestAt === null ? 0 : Math.max(0, (now() - oldestAt) / 1000))
    },
  })
  new Gauge({
    name: 'phloem_reports_dead',
    help: 'Reports given up, by none sent again.',
    registers,
    async collect() {
      this.set((await deliveries.owedByDestination()).reduce((sum, { dead }) => sum + dead, 0))
    },
  })
  new Gauge({
    name: 'phloem_destinations_deferred',
    help: 'Web servers that keep failing: their reports wait.',
    registers,
    collect() {
      this.set(deferred())
    },
  })
  new Gauge({
    name: 'phloem_call_changes_unstored',
    help: 'Changes of calls that the store did not take yet.',
    registers,
    collect() {
      this.set(unstored())
    },
  })
  return {
    registry,
    webhooks: new Counter({
      name: 'phloem_webhooks_total',
      help: 'Requests of the carrier, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    refusedWebhooks: new Counter({
      name: 'phloem_webhooks_refused_total',
      help: 'Requests refused because nobody with our auth token signed them, or not with this form and nonce.',
      labelNames: ['reason'],
      registers,
    }),
    shedCalls: new Counter({
      name: 'phloem_calls_shed_total',
      help: 'Calls that got the fallback number or an apology because too much was under way.',
      registers,
    }),
    attempts: new Counter({
      name: 'phloem_delivery_attempts_total',
      help: 'Attempts to deliver a report, by the state that they led to.',
      labelNames: ['state'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'phloem_http_request_seconds',
      help: 'Time to answer, by route.',
      labelNames: ['route', 'status'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers,
    }),
  }
}
