import { APOLOGY } from '@phloem/engine'
import { type Event, toE164 } from '@phloem/flow'
import {
  type CallbackUrls,
  emptyXml,
  first,
  type Params,
  readAnswer,
  readDialEnded,
  readDialEvent,
  readHangup,
  readPairs,
  readRecording,
  readRing,
} from '@phloem/plivo'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Calls, Incoming } from '../calls/calls.ts'
import { undecided } from '../calls/voice-now.ts'
import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import type { CallStore, WebhookAnswer } from '../store/port.ts'
import { CALLBACK_ROUTE, type Callback, type CallbackParams, callbackUrl } from './callback-urls.ts'
import { checkSignature, refuseUnread, refuseUnsigned, type SignatureOptions } from './check-signature.ts'
import { inTime } from './in-time.ts'
import { apology, askAgain, plainForward, promptXml, xmlFor } from './xml-for.ts'

/** Forms of the carrier are small; more is not from it. */
const BODY_LIMIT_BYTES = 64 * 1024
/** Plivo's hold some forty fields. Tens of thousands would take longer to sort, for the signature, than to receive. */
const MOST_FIELDS = 500
/** Plivo repeats a request two times, as our URLs ask; who repeats it for ever must not fill the timeline. */
const MOST_NOTED_REPEATS = 10
/** An awaited request ends long before; this only bounds the numbers in URLs. */
const MOST_HOLDS = 100
/** How often a caller waits for an answer that does not come; a round takes about 3 s. */
const MOST_LATE_ROUNDS = 3
/** More under way at once means that callers begin to wait: new calls then get the plainest answer there is. */
const MOST_UNDER_WAY = 500

export interface PlivoWebhooksOptions extends SignatureOptions {
  calls: Calls
  callStore: CallStore
  clock: Clock
  metrics: Metrics
  /** What the URLs in our documents begin with. No slash at its end. */
  publicUrl: () => string
  /** The fallback number of one of ours, from memory; null for none. */
  fallbackOf: (number: string) => string | null
  /** The process does not keep up. */
  isOverloaded: () => boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The parameters that Plivo sent: of the form on POST, of the query on GET. */
    plivoParams: Params
    /** Of the signature, once that is checked: what else would make a request unlike any other? */
    plivoNonce: string
    /** How often the same request came before. */
    plivoRepeats: number
  }
}

/** What Plivo asks for during a call. It is answered with a document whatever happens inside a flow. */
export async function plivoWebhooks(app: FastifyInstance, options: PlivoWebhooksOptions) {
  const { calls, callStore, clock, metrics } = options
  let underWay = 0
  app.decorateRequest('plivoParams', null as unknown as Params)
  app.decorateRequest('plivoNonce', '')
  app.decorateRequest('plivoRepeats', 0)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => done(null, body),
  )
  // What headers tell is enough to refuse most strangers: their bodies are not read.
  app.addHook('onRequest', (request, reply, done) => {
    request.plivoParams = request.method === 'GET' ? readPairs(queryOf(request)) : []
    if (isOtherThanForm(request)) return done(new NotAForm())
    if (refuseUnsigned(request, reply, options) === undefined) done()
  })
  app.addHook('preHandler', (request, reply, done) => {
    if (typeof request.body === 'string') {
      if (request.body.split('&', MOST_FIELDS + 1).length > MOST_FIELDS) return done(new TooManyFields())
      request.plivoParams = readPairs(request.body)
    }
    if (checkSignature(request, reply, options) === undefined) done()
  })
  app.addHook('onError', async (request, _reply, { statusCode, message }) => {
    if (statusCode !== 413 && statusCode !== 415) return
    const reason = statusCode === 413 ? 'too_large' : 'not_a_form'
    refuseUnread(request, reason, message, options)
  })

  const method = ['GET', 'POST'] as ['GET', 'POST']

  app.route({
    method,
    exposeHeadRoute: false,
    url: '/plivo/answer',
    handler: async (request, reply) => {
      const read = readAnswer(request.plivoParams, clock.now())
      if (read.kind === 'invalid') return refuse(reply, read)
      if (read.kind === 'hung_up') return take(request, reply, hangUp(read))
      const { event } = read
      const { uuid: callUUID } = event.call
      return take(request, reply, { kind: 'answer', key: 'answer', callUUID, event, render: speak(callUUID) })
    },
  })

  app.route({
    method,
    exposeHeadRoute: false,
    url: '/plivo/hangup',
    handler: async (request, reply) => {
      const read = readHangup(request.plivoParams, clock.now())
      return read.kind === 'invalid' ? refuse(reply, read) : take(request, reply, hangUp(read))
    },
  })

  app.route({
    method,
    exposeHeadRoute: false,
    url: '/plivo/ring',
    handler: async (request, reply) => {
      const read = readRing(request.plivoParams)
      if (read.kind === 'invalid') return refuse(reply, read)
      return take(request, reply, {
        kind: 'ring',
        key: `ring:${request.plivoNonce}`,
        callUUID: read.callUUID,
      })
    },
  })

  // Asked for when the answer URL failed: it needs neither store nor flow, so that the caller hears something.
  app.route({
    method,
    exposeHeadRoute: false,
    url: '/plivo/fallback',
    handler: async (request, reply) => {
      const callUUID = first(request.plivoParams, 'CallUUID') ?? ''
      metrics.webhooks.inc({ kind: 'fallback' })
      request.log.warn({ callUUID }, 'the carrier asked the fallback URL: the answer URL had failed it')
      const answer = undecidedXml(request.plivoParams)
      const told: Told = {
        kind: 'fallback',
        key: `fallback:${request.plivoNonce}`,
        callUUID,
        render: () => answer,
      }
      if (request.plivoRepeats > MOST_NOTED_REPEATS) return send(reply, answer)
      // For the timeline, if the store can; the caller does not wait for that.
      calls
        .receive(incomingOf(request, told))
        .catch((error: unknown) =>
          request.log.error({ err: error, callUUID }, 'a fallback could not be kept'),
        )
      return send(reply, answer)
    },
  })

  app.route<{ Params: CallbackParams; Querystring: { n?: string } }>({
    method,
    exposeHeadRoute: false,
    url: CALLBACK_ROUTE,
    handler: async (request, reply) => {
      const told = /^\d{1,9}$/.test(request.params.step) ? await readCallback(request, request.query.n) : null
      return told === null ? reply.callNotFound() : take(request, reply, told)
    },
  })

  /** What a callback of a step tells; null for one that we never gave out. */
  async function readCallback(
    { params: of, plivoParams: params, plivoNonce: nonce }: FastifyRequest<{ Params: CallbackParams }>,
    round = '1',
  ): Promise<Told | null> {
    const { callUUID, callback } = of
    const step = Number(of.step)
    const at = clock.now()
    switch (callback) {
      case 'dial-ended': {
        const event = readDialEnded(params, step, at)
        return { kind: 'dial_ended', key: `dial_ended:${step}`, callUUID, event, render: speak(callUUID) }
      }
      case 'dial-event': {
        const event = readDialEvent(params, step, at)
        const leg = event?.legUUID || event?.to || nonce
        return {
          kind: 'dial_event',
          key: `dial_event:${step}:${event?.type ?? 'other'}:${leg}`,
          callUUID,
          event,
        }
      }
      case 'continue': {
        const hold = Math.min(Math.max(1, Number(round) || 1), MOST_HOLDS)
        return {
          kind: 'continue',
          key: `continue:${step}:${hold}`,
          callUUID,
          render: speak(callUUID, hold + 1),
        }
      }
      case 'recorded':
        return { kind: 'recorded', key: `recorded:${step}:${readRecording(params).recordingId}`, callUUID }
      case 'confirm': {
        const answer = promptXml(await promptOf(callUUID, step))
        return { kind: 'confirm', key: `confirm:${step}:${nonce}`, callUUID, render: () => answer }
      }
      default:
        return null
    }
  }

  async function take(request: FastifyRequest, reply: FastifyReply, told: Told) {
    const { callUUID, kind } = told
    metrics.webhooks.inc({ kind })
    const round = lateRoundOf(request)
    if (round > MOST_LATE_ROUNDS) return send(reply, undecidedXml(request.plivoParams))
    if (kind === 'answer' && round === 0 && (underWay >= MOST_UNDER_WAY || options.isOverloaded())) {
      metrics.shedCalls.inc()
      request.log.warn({ callUUID }, 'a call was not taken: too much is under way')
      return send(reply, undecidedXml(request.plivoParams))
    }
    const failed = (error: unknown) =>
      request.log.error({ err: error, callUUID, kind }, 'a webhook could not be kept')
    underWay += 1
    try {
      const answer = await inTime(clock, answerTo(request, told, round), failed)
      if (answer !== null) return send(reply, answer)
      request.log.warn({ callUUID, kind, round }, 'an answer is late; the carrier asks again')
      return told.render ? send(reply, askAgain(lateUrl(request, round + 1))) : comeAgain(reply)
    } catch (error) {
      failed(error)
      // A caller at the beginning must hear something; everything else comes again, as our URLs ask of the carrier.
      return kind === 'answer' ? send(reply, undecidedXml(request.plivoParams)) : comeAgain(reply)
    } finally {
      underWay -= 1
    }
  }

  /**
   * A late round carries none of what the first request told, so it may only ask for that one's answer; nor does anybody
   * learn more from the eleventh repetition.
   */
  async function answerTo(request: FastifyRequest, told: Told, round: number): Promise<WebhookAnswer> {
    const incoming = incomingOf(request, told)
    if (round === 0 && request.plivoRepeats <= MOST_NOTED_REPEATS) return calls.receive(incoming)
    return (await calls.answerOf(incoming)) ?? undecidedXml(request.plivoParams)
  }

  const lateUrl = ({ url }: FastifyRequest, round: number): string => {
    const [path = '', query = ''] = url.split('?')
    const kept = new URLSearchParams(path.startsWith('/plivo/calls/') ? query : '')
    const n = kept.get('n')
    return `${options.publicUrl()}${path}?${n === null ? '' : `n=${n}&`}late=${round}`
  }

  /** What a caller gets when nothing can be decided; from memory alone. */
  function undecidedXml(params: Params): WebhookAnswer {
    const number = toE164(first(params, 'To') ?? '')
    const fallbackNumber = number === null ? null : options.fallbackOf(number)
    const now = undecided(fallbackNumber, APOLOGY)
    return now.kind === 'forward' ? plainForward(now.to) : apology(APOLOGY)
  }

  /** Answers with what the call is to do; `nextHold` is the round of holding that would begin with it. */
  function speak(callUUID: string, nextHold = 1): Incoming['render'] {
    const publicUrl = options.publicUrl()
    return (now) => xmlFor(now, { callUUID, publicUrl, urls: urlsOf(publicUrl, callUUID), nextHold })
  }

  async function promptOf(callUUID: string, step: number): Promise<string> {
    const events = await callStore.events(callUUID)
    const dial = events
      .flatMap(({ effects }) => effects)
      .find((effect) => effect.type === 'dial' && effect.step === step)
    return dial?.type === 'dial' ? (dial.confirm?.prompt ?? '') : ''
  }
}

const isOtherThanForm = ({ method, headers }: FastifyRequest): boolean =>
  method === 'POST' &&
  headers['content-type'] !== undefined &&
  !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'])

class NotAForm extends Error {
  readonly statusCode = 415
  override message = 'Only application/x-www-form-urlencoded is taken here.'
}

class TooManyFields extends Error {
  readonly statusCode = 413
  override message = `The form has more than ${MOST_FIELDS} fields.`
}

const queryOf = ({ raw }: FastifyRequest): string => raw.url?.split(/\?(.*)/s)[1] ?? ''

const lateRoundOf = ({ query }: FastifyRequest): number => {
  const { late } = query as { late?: string | string[] }
  return typeof late === 'string' && /^\d{1,3}$/.test(late) ? Number(late) : 0
}

const comeAgain = (reply: FastifyReply) =>
  reply.code(503).header('content-type', 'text/xml; charset=utf-8').send(emptyXml)

/** A request of the carrier, read. Without `render` it wants a receipt, not instructions. */
type Told = Pick<Incoming, 'kind' | 'key' | 'callUUID'> & Partial<Pick<Incoming, 'event' | 'render'>>

const incomingOf = ({ method, url, plivoParams }: FastifyRequest, told: Told): Incoming => ({
  event: null,
  render: null,
  ...told,
  method,
  url,
  params: plivoParams.map(([name, value]) => [name, value]),
})

const hangUp = ({ callUUID, event }: { callUUID: string; event: Event }): Told => ({
  kind: 'hangup',
  key: 'hangup',
  callUUID,
  event,
})

function urlsOf(publicUrl: string, callUUID: string): CallbackUrls {
  const url = (callback: Callback) => (step: number, nodeId: string | null) =>
    callbackUrl(publicUrl, callUUID, step, nodeId, callback)
  return {
    dialEnded: url('dial-ended'),
    dialEvent: url('dial-event'),
    confirmSound: url('confirm'),
    recorded: url('recorded'),
  }
}

const send = (reply: FastifyReply, { status, contentType, body }: WebhookAnswer) =>
  reply.code(status).header('content-type', contentType).send(body)

const refuse = (reply: FastifyReply, { field, message }: { field: string; message: string }) =>
  reply.code(400).send({ error: { code: 'bad_webhook', message, field } })
