import { APOLOGY, type Engine } from '@phloem/engine'
import type { Emitted, Event, FlowDocument, NodeDefinition, Request } from '@phloem/flow'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Answer } from '../deliveries/send.ts'
import type { PublishedFlows } from '../flows/published.ts'
import type { Hub } from '../hub.ts'
import type { Call, CallEvent, DueDelivery, Store, Timer, Webhook, WebhookAnswer } from '../store/port.ts'
import { type Advance, advance, unmoved } from './advance.ts'
import { beginCall } from './begin-call.ts'
import { CallLock } from './call-lock.ts'
import { type VoiceNow, voiceNow } from './voice-now.ts'

/**
 * The longest that a carrier's request waits for an HTTP request of the flow. Answers leave within 2 s
 * (Plivo's connect and read timeouts are set by our own URLs); after this the caller is held and asks again.
 */
const HOLD_AFTER_MS = 1200

/** A request of the carrier, read. */
export interface Incoming extends Pick<Webhook, 'callUUID' | 'key' | 'kind' | 'method' | 'url' | 'params'> {
  event: Event | null
  /** Writes what the call is to do in the carrier's language; null when only a receipt is wanted. */
  render: ((now: VoiceNow) => WebhookAnswer) | null
}

export interface CallsOptions {
  store: Store
  engine: Engine
  definitions: ReadonlyMap<string, NodeDefinition>
  published: PublishedFlows
  /** Sends an awaited request; resolves with its answer, or why there is none. */
  send: (request: Request) => Promise<Answer>
  /** Tells the dispatcher of new deliveries, after they are stored. */
  onDeliveries: (deliveries: DueDelivery[]) => void
  hub: Hub
  clock: Clock
  newId: () => string
  log: Logger
  /** What a request that wants only a receipt is answered. */
  receipt: WebhookAnswer
}

/** Runs the calls: each event is stepped and stored with all it caused before anyone is answered. */
export class Calls {
  readonly #options: CallsOptions
  readonly #lock = new CallLock()
  /** Calls whose flow waits for an HTTP answer, until that answer is stored. */
  readonly #awaiting = new Map<string, Promise<void>>()
  readonly #timers = new Map<string, () => void>()

  constructor(options: CallsOptions) {
    this.#options = options
  }

  /** Takes a carrier's request. A duplicate gets the stored answer byte for byte and moves nothing. */
  async receive(incoming: Incoming): Promise<WebhookAnswer> {
    const { clock } = this.#options
    const at = clock.now()
    const webhook = await this.#lock.run(incoming.callUUID, () => this.#receiveOnce(incoming, at))
    if (webhook.answer !== null) return webhook.answer
    await this.#settled(incoming.callUUID)
    return this.#lock.run(incoming.callUUID, () => this.#answerLater(webhook, incoming, at))
  }

  /** After a restart: requests that were under way have no answer, and timers go on. */
  async pickUp(): Promise<void> {
    const { store, clock } = this.#options
    for (const timer of await store.calls.timers()) this.#arm(timer)
    for (const call of await store.calls.unfinished()) {
      const waiting = call.session?.waiting
      if (!waiting?.accepts.includes('http_answered')) continue
      await this.#feed(call.callUUID, {
        type: 'http_answered',
        at: clock.now(),
        step: waiting.step,
        status: null,
        contentType: '',
        body: '',
        error: 'Phloem was restarted while it waited',
      })
    }
  }

  /** Waits for what is under way, so that the store can be closed. */
  async stop(): Promise<void> {
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    await Promise.allSettled(this.#awaiting.values())
  }

  async #receiveOnce(incoming: Incoming, at: number): Promise<Webhook> {
    const { store, clock, newId } = this.#options
    const { event, render, ...request } = incoming
    const blank = { id: newId(), at, durationMs: 0, isDuplicate: false, seq: null, answer: null, ...request }
    const first = await store.calls.webhook(incoming.callUUID, incoming.key)
    if (first !== null) {
      await store.calls.noteWebhook({ ...blank, isDuplicate: true, answer: first.answer })
      return first
    }
    const found = await store.calls.find(incoming.callUUID)
    const call = found ?? (event === null ? null : await beginCall(incoming.callUUID, event, this.#options))
    if (call === null) {
      const answer = this.#decide({ kind: 'apologise', text: APOLOGY }, render)
      this.#options.log.warn(
        { callUUID: incoming.callUUID, kind: incoming.kind },
        'a request for a call that is not known',
      )
      return { ...blank, answer }
    }
    const document = await this.#document(call)
    const moved = event === null ? unmoved(call) : advance(this.#options, call, document, event)
    const answer = this.#decide(answerTo(moved), render)
    const webhook: Webhook = { ...blank, seq: moved.event?.seq ?? null, answer, durationMs: clock.now() - at }
    await store.calls.commit({ ...moved, isNew: found === null, webhook, firedTimer: null })
    this.#after(moved)
    return webhook
  }

  /** Null while the flow waits for an HTTP answer that may yet come in time. */
  #decide(now: VoiceNow, render: Incoming['render']): WebhookAnswer | null {
    if (render === null) return this.#options.receipt
    return now.kind === 'hold' ? null : render(now)
  }

  async #answerLater(
    webhook: Webhook,
    { callUUID, key, render }: Incoming,
    at: number,
  ): Promise<WebhookAnswer> {
    const { store, clock, receipt } = this.#options
    const stored = await store.calls.webhook(callUUID, key)
    if (stored?.answer) return stored.answer
    const call = await store.calls.find(callUUID)
    const answer = render && call ? render(voiceNow(call)) : receipt
    await store.calls.answerWebhook({ id: stored?.id ?? webhook.id, answer, durationMs: clock.now() - at })
    return answer
  }

  async #settled(callUUID: string): Promise<void> {
    const awaiting = this.#awaiting.get(callUUID)
    if (awaiting === undefined) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = this.#options.clock.after(HOLD_AFTER_MS, resolve)
    await Promise.race([awaiting, promise])
    cancel()
  }

  async #document({ flowId, version }: Call): Promise<FlowDocument | null> {
    if (flowId === null || version === null) return null
    const loaded = await this.#options.published.load(flowId, version)
    return 'problem' in loaded ? null : loaded.document
  }

  async #feed(callUUID: string, event: Event, firedTimer: Timer | null = null): Promise<void> {
    await this.#lock.run(callUUID, async () => {
      const { store } = this.#options
      const call = await store.calls.find(callUUID)
      if (call === null) return
      const document = await this.#document(call)
      const isOver = firedTimer !== null && call.session?.waiting?.step !== firedTimer.step
      const moved = isOver ? unmoved(call) : advance(this.#options, call, document, event)
      await store.calls.commit({ ...moved, isNew: false, webhook: null, firedTimer })
      this.#after(moved)
    })
  }

  /** What follows once the change is on disk. */
  #after(moved: Advance) {
    const { hub, log, onDeliveries } = this.#options
    const { call, event, deliveries, timers, awaited } = moved
    if (event !== null) {
      hub.publish({ kind: 'step', call, event })
      logStep(log, call, event)
    }
    if (deliveries.length > 0)
      onDeliveries(
        deliveries.map(({ id, destination, createdAt }) => ({ id, destination, nextAttemptAt: createdAt })),
      )
    for (const timer of timers) this.#arm(timer)
    for (const request of awaited) this.#await(call.callUUID, request)
  }

  #await(callUUID: string, request: Emitted<Request>) {
    const { send, clock, log } = this.#options
    const answered = send(request)
      .then(({ status, contentType, body, error }) =>
        this.#feed(callUUID, {
          type: 'http_answered',
          at: clock.now(),
          step: request.step,
          status,
          contentType,
          body,
          error,
        }),
      )
      .catch((error: unknown) =>
        log.error({ err: error, callUUID }, 'an awaited request could not be finished'),
      )
      .finally(() => {
        if (this.#awaiting.get(callUUID) === answered) this.#awaiting.delete(callUUID)
      })
    this.#awaiting.set(callUUID, answered)
  }

  #arm(timer: Timer) {
    const { clock, log } = this.#options
    const key = `${timer.callUUID} ${timer.step}`
    this.#timers.get(key)?.()
    const cancel = clock.after(timer.dueAt - clock.now(), () => {
      this.#timers.delete(key)
      this.#feed(timer.callUUID, { type: timer.event, at: clock.now(), step: timer.step }, timer).catch(
        (error: unknown) =>
          log.error({ err: error, callUUID: timer.callUUID }, 'a timer could not be handled'),
      )
    })
    this.#timers.set(key, cancel)
  }
}

/** What stands now may be a dial already under way: doing it again for an event that moved nothing could dial twice. */
function answerTo({ call, event }: Advance): VoiceNow {
  const isIgnored = event?.trace.some(({ type }) => type === 'ignored') ?? false
  return isIgnored && call.session?.caller === 'on_line'
    ? { kind: 'apologise', text: APOLOGY }
    : voiceNow(call)
}

function logStep(log: Logger, { callUUID, flowId, version }: Call, { seq, event, trace }: CallEvent) {
  const failed = trace.find((line) => line.type === 'failed')
  const last = trace.findLast((line) => 'nodeId' in line && line.nodeId !== null)
  const fields = { callUUID, flowId, version, seq, node: last && 'nodeId' in last ? last.nodeId : undefined }
  if (failed) log.error({ ...fields, code: failed.code }, failed.message)
  else log.info(fields, event.type)
}
