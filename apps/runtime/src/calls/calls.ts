import { APOLOGY, type Engine } from '@phloem/engine'
import type { Emitted, Event, FlowDocument, NodeDefinition, Request } from '@phloem/flow'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Answer } from '../deliveries/send.ts'
import type { DialPolicy } from '../dial_policy/policy.ts'
import type { PublishedFlows } from '../flows/published.ts'
import type { Hub } from '../hub.ts'
import {
  type Call,
  type CallChange,
  type CallEvent,
  type DialLimit,
  DialLimitError,
  type DueDelivery,
  type Store,
  type Timer,
  type Webhook,
  type WebhookAnswer,
} from '../store/port.ts'
import { unmoved } from './advance.ts'
import {
  advanceScreened,
  nothingScreened,
  type ScreenedAdvance,
  type ScreeningWorld,
} from './advance-screened.ts'
import { beginCall } from './begin-call.ts'
import { CallLedger } from './call-ledger.ts'
import { CallLock } from './call-lock.ts'
import type { NumberPlans } from './number-plans.ts'
import { type VoiceNow, voiceNow } from './voice-now.ts'

/**
 * The longest that a carrier's request waits for an HTTP request of the flow. Answers leave within 2 s
 * (Plivo's connect and read timeouts are set by our own URLs); after this the caller is held and asks again.
 */
const HOLD_AFTER_MS = 1200

/** A dial has ten recipients at most, each with limits of its own. */
const MOST_LIMITS = 100

const SWEEP_EVERY_MS = 30_000
const SWEPT_AT_ONCE = 100
/** One that stays silent, as while the store takes nothing, would be looked at for ever. */
const MOST_SWEPT_PAGES = 100

/** A request of the carrier, read. */
export interface Incoming extends Pick<Webhook, 'callUUID' | 'key' | 'kind' | 'method' | 'url' | 'params'> {
  event: Event | null
  /** Writes what the call is to do in the carrier's language; null when only a receipt is wanted. */
  render: ((now: VoiceNow) => WebhookAnswer) | null
}

export interface CallsOptions {
  store: Pick<Store, 'calls' | 'numbers'>
  engine: Engine
  definitions: ReadonlyMap<string, NodeDefinition>
  published: PublishedFlows
  plans: NumberPlans
  dialPolicy: () => DialPolicy
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
  readonly #world: ScreeningWorld
  readonly #ledger: CallLedger
  readonly #lock = new CallLock()
  /** Calls whose flow waits for an HTTP answer, until that answer is stored. */
  readonly #awaiting = new Map<string, Promise<void>>()
  readonly #timers = new Map<string, () => void>()
  #cancelSweep = () => {}

  constructor(options: CallsOptions) {
    this.#options = options
    const { store, clock, log, plans } = options
    const isOwnNumber = (number: string) => (plans.find(number)?.number.flowId ?? null) !== null
    this.#world = { ...options, isOwnNumber }
    const onStored = (change: CallChange) => this.#handOver(change)
    this.#ledger = new CallLedger({ store: store.calls, clock, log, onStored })
  }

  /** Changes of calls that the store did not take yet. */
  get unstoredCount(): number {
    return this.#ledger.unstoredCount
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

  /** The answer that a request with this key got, or gets once it is decided; null when none was kept. Moves nothing. */
  async answerOf({
    callUUID,
    key,
    render,
  }: Pick<Incoming, 'callUUID' | 'key' | 'render'>): Promise<WebhookAnswer | null> {
    const { clock } = this.#options
    const at = clock.now()
    const webhook = await this.#lock.run(callUUID, () => this.#ledger.webhook(callUUID, key))
    if (webhook === null || webhook.answer !== null) return webhook?.answer ?? null
    await this.#settled(callUUID)
    return this.#lock.run(callUUID, () => this.#answerLater(webhook, { callUUID, key, render }, at))
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
    await this.#sweep()
  }

  /** Takes calls for over of which the carrier said nothing for longer than they can last. */
  async #sweep(): Promise<void> {
    const { store, clock, log } = this.#options
    try {
      for (let page = 1; page <= MOST_SWEPT_PAGES; page += 1) {
        const silent = await store.calls.silent(clock.now(), SWEPT_AT_ONCE)
        for (const { callUUID } of silent) await this.#presumeOver(callUUID)
        if (silent.length < SWEPT_AT_ONCE) break
      }
    } catch (error) {
      log.error({ err: error }, 'calls of which nothing was heard for long could not be looked through')
    }
    this.#cancelSweep = clock.after(SWEEP_EVERY_MS, () => void this.#sweep())
  }

  async #presumeOver(callUUID: string): Promise<void> {
    const at = this.#options.clock.now()
    const hungUp = {
      type: 'hung_up',
      at,
      callStatus: '',
      hangupCause: '',
      fields: {},
      isPresumed: true,
    } as const
    await this.#feed(callUUID, hungUp, (call) => call.quietUntil !== null && call.quietUntil <= at)
  }

  /** Waits for what is under way, so that the store can be closed. */
  async stop(): Promise<void> {
    this.#cancelSweep()
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
    await Promise.allSettled(this.#awaiting.values())
    await this.#ledger.stop()
  }

  async #receiveOnce(incoming: Incoming, at: number): Promise<Webhook> {
    const { clock, newId } = this.#options
    const { event, render, ...request } = incoming
    const blank = { id: newId(), at, durationMs: 0, isDuplicate: false, seq: null, answer: null, ...request }
    const { first, found } = await this.#known(incoming)
    if (first !== null) {
      await this.#ledger.noteWebhook({ ...blank, isDuplicate: true, answer: first.answer })
      return first
    }
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
    return this.#commitWithin(call, document, event, (moved) => {
      const answer = this.#decide(answerTo(moved), render)
      const webhook: Webhook = {
        ...blank,
        seq: moved.event?.seq ?? null,
        answer,
        durationMs: clock.now() - at,
      }
      return { isNew: found === null, webhook, firedTimer: null }
    }).then(({ webhook }) => webhook)
  }

  /**
   * Moves the call and keeps that, without what would pass a limit of dialling: the store alone can count for all, so that
   * a dial is decided again where it says that a limit is reached.
   */
  async #commitWithin<W extends Webhook | null>(
    call: Call,
    document: FlowDocument | null,
    event: Event | null,
    change: (moved: ScreenedAdvance) => Pick<CallChange, 'isNew' | 'firedTimer'> & { webhook: W },
  ): Promise<{ webhook: W }> {
    const reached: DialLimit[] = []
    for (;;) {
      const moved =
        event === null
          ? nothingScreened(unmoved(call))
          : advanceScreened(this.#world, call, document, event, reached)
      const { refusals, awaited: _, ...kept } = moved
      const rest = change(moved)
      try {
        await this.#ledger.commit({ ...kept, ...rest })
      } catch (error) {
        if (!(error instanceof DialLimitError) || reached.length >= MOST_LIMITS) throw error
        reached.push(error.limit)
        continue
      }
      this.#after(moved)
      return rest
    }
  }

  /** A store that can't be read must not keep a call from beginning: it is new but for a repetition of this. */
  async #known({ callUUID, key, event }: Incoming): Promise<{ first: Webhook | null; found: Call | null }> {
    try {
      const first = await this.#ledger.webhook(callUUID, key)
      return { first, found: first === null ? await this.#ledger.find(callUUID) : null }
    } catch (error) {
      if (event?.type !== 'call_started') throw error
      this.#options.log.error(
        { err: error, callUUID },
        'the store can not be read; the call begins from memory',
      )
      return { first: null, found: null }
    }
  }

  /** Null while the flow waits for an HTTP answer that may yet come in time. */
  #decide(now: VoiceNow, render: Incoming['render']): WebhookAnswer | null {
    if (render === null) return this.#options.receipt
    return now.kind === 'hold' ? null : render(now)
  }

  async #answerLater(
    webhook: Webhook,
    { callUUID, key, render }: Pick<Incoming, 'callUUID' | 'key' | 'render'>,
    at: number,
  ): Promise<WebhookAnswer> {
    const { clock, receipt } = this.#options
    const stored = await this.#ledger.webhook(callUUID, key)
    if (stored?.answer) return stored.answer
    const call = await this.#ledger.find(callUUID)
    const answer = render && call ? render(voiceNow(call)) : receipt
    const { id } = stored ?? webhook
    await this.#ledger.answerWebhook({ id, callUUID, answer, durationMs: clock.now() - at })
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

  /** Moves a call by an event of our own, unless it has become untrue meanwhile. */
  async #feed(
    callUUID: string,
    event: Event,
    isTrue: (call: Call) => boolean = () => true,
    firedTimer: Timer | null = null,
  ): Promise<void> {
    await this.#lock.run(callUUID, async () => {
      const call = await this.#ledger.find(callUUID)
      if (call === null) return
      const isIdle = !isTrue(call)
      if (isIdle && firedTimer === null) return
      const document = await this.#document(call)
      const change = () => ({ isNew: false, webhook: null, firedTimer })
      await this.#commitWithin(call, document, isIdle ? null : event, change)
    })
  }

  /** Reports are sent from the store, so they wait until they are there. */
  #handOver({ deliveries }: CallChange) {
    if (deliveries.length === 0) return
    this.#options.onDeliveries(
      deliveries.map(({ id, destination, createdAt }) => ({ id, destination, nextAttemptAt: createdAt })),
    )
  }

  /** What follows once the change is on disk, or kept. */
  #after({ call, event, followUps, timers, awaited, refusals }: ScreenedAdvance) {
    const { hub, log } = this.#options
    for (const each of event === null ? [] : [event, ...followUps]) {
      hub.publish({ kind: 'step', call, event: each })
      logStep(log, call, each)
    }
    if (refusals.length > 0) {
      const { callUUID, flowId, version } = call
      // One line for all: a call may try many.
      log.warn({ callUUID, flowId, version, refusals: refusals.slice(0, 10) }, 'a dial was refused')
    }
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
      const event = { type: timer.event, at: clock.now(), step: timer.step }
      const isWaiting = (call: Call) => call.session?.waiting?.step === timer.step
      this.#feed(timer.callUUID, event, isWaiting, timer).catch((error: unknown) =>
        log.error({ err: error, callUUID: timer.callUUID }, 'a timer could not be handled'),
      )
    })
    this.#timers.set(key, cancel)
  }
}

/** What stands now may be a dial already under way: doing it again for an event that moved nothing could dial twice. */
function answerTo({ call, event }: ScreenedAdvance): VoiceNow {
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
