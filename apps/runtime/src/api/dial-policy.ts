import { isSipUri } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import { isSupportedCountry } from 'libphonenumber-js/max'
import * as Type from 'typebox'
import type { DialPolicies } from '../dial_policy/dial-policies.ts'
import { DEFAULT_POLICY, type DialPolicy } from '../dial_policy/policy.ts'
import { ApiError } from './error.ts'

const texts = Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { maxItems: 500 })
const count = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const money = Type.Number({ exclusiveMinimum: 0, maximum: 1e9 })
const spending = Type.Object({ perMinute: money, perDay: money }, { additionalProperties: false })

const body = Type.Object(
  {
    listed: texts,
    allowed: texts,
    sipHosts: texts,
    dialsPerCall: count,
    callsPerCaller: count,
    dialsPerHourToOne: count,
    dialsPerMinuteOfFlow: count,
    spending: Type.Union([spending, Type.Null()]),
  },
  { additionalProperties: false },
)

export async function dialPolicyRoutes(app: FastifyInstance, { policies }: { policies: DialPolicies }) {
  const shape = () => ({ policy: policies.current, defaults: DEFAULT_POLICY })

  app.get('/api/dial-policy', async () => shape())

  app.put<{ Body: Type.Static<typeof body> }>(
    '/api/dial-policy',
    { schema: { body } },
    async ({ body: policy }) => {
      await policies.set(read(policy))
      return shape()
    },
  )
}

/** As few digits would name a country or more, and what is listed escapes every rule. */
const LISTED = /^\+[1-9]\d{6,14}$/
const PREFIX = /^\+[1-9]\d{0,14}$/
const HOST = /^(?=.{1,253}$)([a-z0-9-]+\.)*[a-z0-9-]+$|^\[[0-9a-f:]+\]$/

function read(policy: DialPolicy): DialPolicy {
  const without = (text: string) => text.replace(/[\s().-]/g, '')
  return {
    ...policy,
    listed: policy.listed.map((text) => {
      const trimmed = text.trim()
      if (isSipUri(trimmed)) return trimmed
      if (LISTED.test(without(trimmed))) return without(trimmed)
      throw wrong(
        'listed',
        text,
        'a number in E.164, at least the first seven digits of one, or a sip: address',
      )
    }),
    allowed: policy.allowed.map((text) => {
      const entry = without(text).toUpperCase()
      if (PREFIX.test(entry) || isSupportedCountry(entry)) return entry
      throw wrong('allowed', text, 'a country such as US, or the beginning of numbers such as +4930')
    }),
    sipHosts: policy.sipHosts.map((text) => {
      const host = text.trim().toLowerCase()
      if (HOST.test(host)) return host
      throw wrong('sipHosts', text, 'a host such as sip.example.com, without user and port')
    }),
  }
}

const wrong = (field: string, text: string, needs: string): ApiError =>
  new ApiError(422, 'bad_dial_policy', `${field}: "${text}" is not ${needs}.`)
