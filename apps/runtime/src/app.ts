import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import { createEngine } from '@phloem/engine'
import type { NodeDefinition, Request } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import type { Simulator } from '@phloem/simulator'
import Fastify, { type FastifyInstance, LogController, type RouteOptions } from 'fastify'
import type { Logger } from 'pino'
import type { Access } from './access/access.ts'
import { auditChanges } from './access/audit-changes.ts'
import { guard } from './access/guard.ts'
import type { Planes } from './access/planes.ts'
import { securityHeaders, styleNonce } from './access/security-headers.ts'
import { accessRoutes } from './api/access.ts'
import { auditRoutes } from './api/audit.ts'
import { callExportRoutes } from './api/call-export.ts'
import { callRoutes } from './api/calls.ts'
import { carrierDiagnosisRoutes } from './api/carrier-diagnosis.ts'
import { deliveryRoutes } from './api/deliveries.ts'
import { destinationRoutes } from './api/destinations.ts'
import { dialPolicyRoutes } from './api/dial-policy.ts'
import { egressRoutes } from './api/egress.ts'
import { acceptEmptyJson } from './api/empty-json.ts'
import { answerErrors, answerFrameworkError } from './api/errors-plugin.ts'
import { eventRoutes } from './api/events.ts'
import { flowRoutes } from './api/flows.ts'
import { installationRoutes } from './api/installation.ts'
import { loginRoutes } from './api/login.ts'
import { numberRoutes } from './api/numbers.ts'
import { secretRoutes } from './api/secrets.ts'
import { sessionRoutes } from './api/sessions.ts'
import { simulationRoutes } from './api/simulations.ts'
import { simulatorRoutes } from './api/simulator.ts'
import { statusRoutes } from './api/status.ts'
import { tokenRoutes } from './api/tokens.ts'
import { Calls } from './calls/calls.ts'
import { NumberPlans } from './calls/number-plans.ts'
import { CarrierDiagnosis } from './carrier/carrier-diagnosis.ts'
import { plivoWebhooks } from './carrier/plivo-webhooks.ts'
import { SeenNonces } from './carrier/seen-nonces.ts'
import { receipt } from './carrier/xml-for.ts'
import type { Clock } from './clock.ts'
import { limitConnections } from './connection-limit.ts'
import { Destinations } from './deliveries/destinations.ts'
import { createDispatcher } from './deliveries/dispatcher.ts'
import type { Egress } from './deliveries/egress.ts'
import { literalDestinations } from './deliveries/literal-destinations.ts'
import { type SendOptions, sendRequest } from './deliveries/send.ts'
import { newSecret } from './deliveries/signature.ts'
import { DialPolicies } from './dial_policy/dial-policies.ts'
import { Flows } from './flows/flows.ts'
import { FlowLibrary } from './flows/library.ts'
import { PublishedFlows } from './flows/published.ts'
import { Hub } from './hub.ts'
import { createMetrics } from './metrics.ts'
import { watchClock } from './operations/clock-watch.ts'
import { createRetention, type KeepDays } from './operations/retention.ts'
import { shedLoad } from './operations/shed-load.ts'
import { watchStorage } from './operations/storage-watch.ts'
import type { MaskPersonal } from './personal/mask.ts'
import { sealedDestinations } from './secrets/sealed-destinations.ts'
import { Secrets } from './secrets/secrets.ts'
import type { Vault } from './secrets/vault.ts'
import type { Store } from './store/port.ts'

export interface AppOptions {
  store: Store
  access: Access
  clock: Clock
  log: Logger
  egress: Egress
  flowsFolder: string
  /** The built editor; absent while it is developed beside. */
  editorFolder: string | null
  vault: Vault
  /** Those of the environment. */
  secrets: Record<string, string>
  maskPersonal: MaskPersonal
  keepDays: KeepDays
  carrier: 'simulator' | 'plivo'
  /** With what the carrier signs; any of them is good. */
  authTokens: string[]
  /** The carrier itself, when it is the built-in one. */
  simulator: Simulator | null
  /** How the carrier reaches us; known for sure only after listening. No slash at its end. */
  publicUrl: () => string
  /** All addresses under which the carrier may know us, the public one first. */
  ownUrls: () => [string, ...string[]]
  /** Whose word is taken for where a request comes from: addresses and ranges of proxies. */
  trustedProxies?: string[]
  /** Where the carrier and the administrators come in by different ports. */
  planes?: Planes | null
  /** Told of every route. */
  onRoute?: (route: RouteOptions) => void
}

/** Builds the whole service; it never listens. Closing the app stops what runs in it, but not the store. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { store, access, clock, log, egress, simulator, publicUrl, vault } = options
  const engine = createEngine(nodes)
  const definitions = new Map<string, NodeDefinition>(
    nodes.map((definition) => [definition.type, definition]),
  )
  const hub = new Hub()
  const metrics = createMetrics(store.deliveries, {
    now: clock.now,
    unstored: () => calls.unstoredCount,
    deferred: () => destinations.all().filter(({ breaker }) => breaker.state !== 'closed').length,
  })
  const destinations = new Destinations({
    store: sealedDestinations(store.destinations, vault),
    clock,
    newSecret,
    log,
    onChange: (origin) => hub.publish({ kind: 'destination', origin }),
  })
  const library = new FlowLibrary(options.flowsFolder, log)
  const flows = new Flows({
    store: store.flows,
    files: library,
    hub,
    clock,
    onPublish: (document) => {
      destinations
        .expect(literalDestinations(document, definitions))
        .catch((error: unknown) => log.error({ err: error }, 'a destination could not be kept'))
    },
  })
  const published = new PublishedFlows(store.flows, engine)
  const plans = new NumberPlans(store, published, log)
  const secrets = new Secrets({ store: store.secrets, vault, environment: options.secrets, clock, log })
  /** The one way out of Phloem: guarded, and with secrets put in at the last moment. */
  const send = (request: Request, own: Pick<SendOptions, 'headers' | 'signal'> = {}) =>
    sendRequest(request, { ...own, egress, resolveSecret: (name) => secrets.resolve(name) })

  const dispatcher = createDispatcher({
    store: store.deliveries,
    destinations,
    send,
    clock,
    dice: Math.random,
    log,
    onChange: (delivery) => {
      metrics.attempts.inc({ state: delivery.state })
      hub.publish({ kind: 'delivery', delivery })
    },
  })
  const dialPolicies = new DialPolicies(store.settings)
  const calls = new Calls({
    store,
    engine,
    definitions,
    published,
    plans,
    dialPolicy: () => dialPolicies.current,
    send,
    onDeliveries: (deliveries) => dispatcher.added(deliveries),
    hub,
    clock,
    newId: randomUUID,
    log,
    receipt,
  })

  const app = Fastify({
    loggerInstance: log,
    // Every webhook and step has a line of its own; these two per request would drown them.
    logController: new LogController({ disableRequestLogging: true }),
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    bodyLimit: 64 * 1024,
    requestTimeout: 10_000,
    connectionTimeout: 15_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 256 },
    // Node looks for requests that take too long only every 30 s by itself.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    trustProxy: options.trustedProxies ?? [],
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError,
  }) as unknown as FastifyInstance
  if (options.onRoute) app.addHook('onRoute', options.onRoute)
  limitConnections(app.server)
  answerErrors(app)
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.requestSeconds.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })

  const isOverloaded = shedLoad(app, clock)
  securityHeaders(app, { isHttps: publicUrl().startsWith('https:') })
  options.planes?.separate(app)
  guard(app, { access, publicUrl, ownUrls: options.ownUrls })
  const storage = watchStorage(store, clock, log)
  const retention = createRetention(store.retention, options.keepDays, clock, log)
  const endClockWatch = watchClock(clock, log, (byMs) => {
    destinations.clockMoved(byMs)
    store
      .shiftWaiting(byMs)
      .then(() => dispatcher.replan())
      .catch((error: unknown) =>
        log.error({ err: error, byMs }, 'what waits for a time could not be moved along'),
      )
  })
  await app.register(statusRoutes, {
    store,
    metrics,
    isReady: () => isReady,
    storage: storage.look,
    unstoredCount: () => calls.unstoredCount,
  })
  const diagnosis = new CarrierDiagnosis({ clock, log })
  await app.register(async (carrier) => {
    inScope(carrier, 'signed')
    await carrier.register(plivoWebhooks, {
      calls,
      callStore: store.calls,
      clock,
      metrics,
      publicUrl,
      ownUrls: options.ownUrls,
      authTokens: () => options.authTokens,
      nonces: new SeenNonces(clock),
      diagnosis,
      fallbackOf: (number) => plans.find(number)?.number.fallbackNumber ?? null,
      isOverloaded,
    })
  })
  await app.register(async (admin) => {
    // A form of another site can send text without asking; nothing of ours takes it.
    admin.removeContentTypeParser('text/plain')
    await admin.register(async (api) => {
      acceptEmptyJson(api)
      auditChanges(api, access.audit)
      await api.register(loginRoutes, { access, publicUrl })
      await api.register(accessRoutes, { access })
      await api.register(sessionRoutes, { access })
      await api.register(tokenRoutes, { access, clock })
      await api.register(auditRoutes, { access })
      await api.register(installationRoutes, {
        deliveries: store.deliveries,
        carrier: options.carrier,
        maskPersonal: options.maskPersonal,
        publicUrl,
        storage: storage.look,
        unstoredCount: () => calls.unstoredCount,
      })
      await api.register(carrierDiagnosisRoutes, { diagnosis, carrier: options.carrier, publicUrl })
      await api.register(flowRoutes, {
        engine,
        flows,
        store: store.flows,
        numbers: store.numbers,
        secretNames: () => secrets.names(),
      })
      await api.register(simulationRoutes, {
        engine,
        store: store.flows,
        scenarios: store.scenarios,
        clock,
        send,
      })
      await api.register(numberRoutes, { numbers: store.numbers, flows, flowStore: store.flows, hub })
      await api.register(callRoutes, { store, clock })
      await api.register(callExportRoutes, { store, maskPersonal: options.maskPersonal })
      await api.register(deliveryRoutes, {
        deliveries: store.deliveries,
        replay: (id) => dispatcher.replay(id),
        replayMany: (filter) => dispatcher.replayMany(filter),
      })
      await api.register(destinationRoutes, {
        deliveries: store.deliveries,
        destinations,
        onReopened: () => dispatcher.replan(),
      })
      await api.register(egressRoutes, { egress })
      await api.register(secretRoutes, { secrets })
      await api.register(dialPolicyRoutes, { policies: dialPolicies })
      await api.register(simulatorRoutes, { simulator, numbers: store.numbers })
      await api.register(eventRoutes, { hub, store, access })
    })
    await serveEditor(admin, options.editorFolder)
  })

  let isReady = false
  app.addHook('onReady', async () => {
    await destinations.load()
    await secrets.load()
    await dialPolicies.load()
    await library.load(store.flows, flows)
    await library.watch(store.flows, flows)
    await plans.load()
    keepPlansUpToDate()
    await calls.pickUp()
    await dispatcher.start()
    isReady = true
  })
  app.addHook('preClose', async () => {
    isReady = false
  })
  const keepPlansUpToDate = () =>
    hub.subscribe((message) => {
      if (message.kind === 'numbers') void plans.numberChanged(message.number)
      if (message.kind === 'flow') void plans.flowChanged(message.id)
    })
  app.addHook('onClose', async () => {
    library.stop()
    plans.stop()
    retention.stop()
    storage.stop()
    endClockWatch()
    await simulator?.stop()
    await calls.stop()
    await dispatcher.stop()
    await egress.close()
  })
  return app
}

/** Whoever registers a route there gets that scope for it. */
function inScope(app: FastifyInstance, scope: 'public' | 'signed') {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, scope }
  })
}

/** The page's routes are its own: what is neither a file nor an API path gets the page. */
async function serveEditor(app: FastifyInstance, folder: string | null) {
  const page = folder !== null && existsSync(folder) ? readFileSync(join(folder, 'index.html'), 'utf8') : null
  if (folder !== null && page !== null) {
    inScope(app, 'public')
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      globIgnore: ['index.html'],
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isHashed = path.includes('/assets/')
        reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !/^\/(api|plivo)(\/|$)/.test(request.url)
    if (page !== null && isPage && /text\/html|\*\/\*/.test(request.headers.accept ?? '')) {
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(page.replace(NONCE_IN_PAGE, styleNonce(reply)))
    }
    return reply
      .code(404)
      .send({ error: { code: 'not_found', message: `There is nothing at ${request.url}.` } })
  })
}

/** Stands in `index.html` where each answer has a nonce of its own. */
const NONCE_IN_PAGE = 'PHLOEM_STYLE_NONCE'
