import type { Event } from '@phloem/flow'
import {
  type CallbackUrls,
  confirmXml,
  emptyXml,
  first,
  type Params,
  readAnswer,
  readDialEnded,
  readDialEvent,
  readHangup,
  readPairs,
  readRing,
} from '@phloem/plivo'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CANNOT_CONTINUE, type Calls, type Incoming } from '../calls/calls.ts'
import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import type { CallStore, WebhookAnswer, WebhookKind } from '../store/port.ts'
import { CALLBACK_ROUTE, type CallbackParams, callbackUrl } from './callback-urls.ts'
import { checkSignature, type SignatureOptions } from './check-signature.ts'
import { apology, receipt, type Speaking, xmlFor } from './xml-for.ts'

/** Forms of the carrier are small; more is not from it. */
const BODY_LIMIT_BYTES = 64 * 1024

export interface PlivoWebhooksOptions extends SignatureOptions {
  calls: Calls
  callStore: CallStore
  clock: Clock
  metrics: Metrics
  /** What the URLs in our documents begin with. No slash at its end. */
  publicUrl: () => string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The parameters that Plivo sent: of the form on POST, of the query on GET. */
    plivoParams: Params
  }
}

/** What Plivo asks for during a call. It is answered with a document whatever happens inside a flow. */
export async function plivoWebhooks(app: FastifyInstance, options: PlivoWebhooksOptions) {
  const { calls, callStore, clock, metrics } = options
  app.decorateRequest('plivoParams', null as unknown as Params)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, body, done) => done(null, body),
  )
  app.addHook('preHandler', async (request, reply) => {
    const query = request.raw.url?.split('?')[1] ?? ''
    const form = typeof request.body === 'string' ? readPairs(request.body) : []
    request.plivoParams = request.method === 'GET' ? readPairs(query) : form
    return checkSignature(request, reply, form, options)
  })

  const bothMethods = ['GET', 'POST'] as ['GET', 'POST']

  app.route({
    method: bothMethods,
    url: '/plivo/answer',
    handler: async (request, reply) => {
      const read = readAnswer(request.plivoParams, clock.now())
      if (read.kind === 'invalid') return refuse(reply, read)
      if (read.kind === 'hung_up') return hangUp(request, reply, read.callUUID, read.event)
      const { uuid } = read.event.call
      return take(request, reply, 'answer', 'answer', uuid, read.event, { nextHold: 1 })
    },
  })

  app.route({
    method: bothMethods,
    url: '/plivo/hangup',
    handler: async (request, reply) => {
      const read = readHangup(request.plivoParams, clock.now())
      return read.kind === 'invalid' ? refuse(reply, read) : hangUp(request, reply, read.callUUID, read.event)
    },
  })

  app.route({
    method: bothMethods,
    url: '/plivo/ring',
    handler: async (request, reply) => {
      const read = readRing(request.plivoParams)
      return read.kind === 'invalid'
        ? refuse(reply, read)
        : take(request, reply, 'ring', `ring:${request.id}`, read.callUUID, null, null)
    },
  })

  // Asked for when the answer URL failed: it needs neither store nor flow, so that the caller hears something.
  app.route({
    method: bothMethods,
    url: '/plivo/fallback',
    handler: async (request, reply) => {
      const callUUID = first(request.plivoParams, 'CallUUID') ?? ''
      metrics.webhooks.inc({ kind: 'fallback' })
      request.log.warn({ callUUID }, 'the carrier asked the fallback URL: the answer URL had failed it')
      return send(reply, apology(CANNOT_CONTINUE))
    },
  })

  app.route<{ Params: CallbackParams; Querystring: { n?: string } }>({
    method: bothMethods,
    url: CALLBACK_ROUTE,
    handler: async (request, reply) => {
      const { callUUID, callback } = request.params
      const step = Number(request.params.step)
      if (!/^\d{1,9}$/.test(request.params.step)) return reply.callNotFound()
      const at = clock.now()
      const params = request.plivoParams
      switch (callback) {
        case 'dial-ended':
          return take(
            request,
            reply,
            'dial_ended',
            `dial_ended:${step}`,
            callUUID,
            readDialEnded(params, step, at),
            { nextHold: 1 },
          )
        case 'dial-event': {
          const event = readDialEvent(params, step, at)
          const leg = event === null ? request.id : event.legUUID || event.to
          return take(
            request,
            reply,
            'dial_event',
            `dial_event:${step}:${event?.type ?? 'other'}:${leg}`,
            callUUID,
            event,
            null,
          )
        }
        case 'continue': {
          const round = Math.min(Math.max(1, Number(request.query.n) || 1), 100)
          return take(request, reply, 'continue', `continue:${step}:${round}`, callUUID, null, {
            nextHold: round + 1,
          })
        }
        case 'recorded':
          return take(
            request,
            reply,
            'recorded',
            `recorded:${step}:${first(params, 'RecordingID') ?? ''}`,
            callUUID,
            null,
            null,
          )
        case 'confirm':
          return send(reply, { ...apology(''), body: confirmXml(await promptOf(callUUID, step)) })
        default:
          return reply.callNotFound()
      }
    },
  })

  function hangUp(request: FastifyRequest, reply: FastifyReply, callUUID: string, event: Event) {
    return take(request, reply, 'hangup', 'hangup', callUUID, event, null)
  }

  /** `speaking` null: the request wants a receipt, not instructions. */
  async function take(
    request: FastifyRequest,
    reply: FastifyReply,
    kind: WebhookKind,
    key: string,
    callUUID: string,
    event: Event | null,
    speaking: { nextHold: number } | null,
  ) {
    const incoming: Incoming = {
      callUUID,
      key,
      kind,
      method: request.method,
      url: request.url,
      params: request.plivoParams.map(([name, value]) => [name, value]),
      event,
      render:
        speaking === null
          ? null
          : (now) =>
              xmlFor(now, { ...speaking, callUUID, urls: urlsOf(callUUID), publicUrl: options.publicUrl() }),
    }
    metrics.webhooks.inc({ kind })
    try {
      return send(reply, await calls.receive(incoming))
    } catch (error) {
      request.log.error({ err: error, callUUID, kind }, 'a webhook could not be kept')
      // A caller at the beginning hears an apology; everything else comes again, as our URLs ask of the carrier.
      return kind === 'answer' ? send(reply, apology(CANNOT_CONTINUE)) : reply.code(503).send(emptyXml)
    }
  }

  async function promptOf(callUUID: string, step: number): Promise<string> {
    const call = await callStore.find(callUUID)
    const effects = call?.voice.some((effect) => effect.step === step)
      ? call.voice
      : (await callStore.events(callUUID)).flatMap((event) => event.effects)
    const dial = effects.find((effect) => effect.type === 'dial' && effect.step === step)
    return dial?.type === 'dial' ? (dial.confirm?.prompt ?? '') : ''
  }

  function urlsOf(callUUID: string): CallbackUrls {
    const url = (callback: Parameters<typeof callbackUrl>[4]) => (step: number, nodeId: string | null) =>
      callbackUrl(options.publicUrl(), callUUID, step, nodeId, callback)
    return {
      dialEnded: url('dial-ended'),
      dialEvent: url('dial-event'),
      confirmSound: url('confirm'),
      recorded: url('recorded'),
    }
  }
}

export type { Speaking }

const send = (reply: FastifyReply, { status, contentType, body }: WebhookAnswer) =>
  reply.code(status).header('content-type', contentType).send(body)

const refuse = (reply: FastifyReply, { field, message }: { field: string; message: string }) =>
  reply.code(400).send({ error: { code: 'bad_webhook', message, field } })

export { receipt }
