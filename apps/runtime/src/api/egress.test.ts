import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { createEgress } from '../deliveries/egress.ts'
import { egressRoutes } from './egress.ts'

async function verdictOn(url: unknown) {
  const egress = createEgress({
    allow: [],
    resolve: async (hostname) =>
      hostname === 'intern.test'
        ? [{ address: '10.0.0.1', family: 4 }]
        : hostname === 'public.test'
          ? [{ address: '8.8.8.8', family: 4 }]
          : [],
  })
  const app = Fastify()
  await app.register(egressRoutes, { egress })
  const answer = await app.inject({ method: 'POST', url: '/api/egress/verdict', payload: { url } })
  await app.close()
  await egress.close()
  return { status: answer.statusCode, ...answer.json() }
}

const ALLOWING = '; set PHLOEM_EGRESS_ALLOW to allow it.'

it.each([
  ['http://10.0.0.5/x', `Phloem may not reach 10.0.0.5: it is a private address${ALLOWING}`],
  [
    'http://10.0.0.5/{{Start.call.from}}',
    `Phloem may not reach 10.0.0.5: it is a private address${ALLOWING}`,
  ],
  ['http://0x0a000005/', `Phloem may not reach 10.0.0.5: it is a private address${ALLOWING}`],
  ['http://intern.test', `Phloem may not reach intern.test: it is at 10.0.0.1, a private address${ALLOWING}`],
  ['http://8.8.8.8:22', `Phloem may not reach port 22 of 8.8.8.8: it is not usual for HTTP${ALLOWING}`],
  [
    'http://169.254.169.254/',
    'Phloem may not reach 169.254.169.254: it is a cloud metadata address, which is never reachable.',
  ],
])('refuses %s in words', async (url, message) => {
  expect(await verdictOn(url)).toEqual({ status: 200, verdict: 'refused', message })
})

it.each(['https://public.test', 'http://8.8.8.8/{{Start.call.from}}'])('allows %s', async (url) => {
  expect(await verdictOn(url)).toEqual({ status: 200, verdict: 'allowed', message: null })
})

it.each(['', 'no url', 'https://{{Start.call.from}}/', 'https://exa{{Start.call.from}}.com/'])(
  'knows nothing of "%s"',
  async (url) => {
    expect(await verdictOn(url)).toEqual({ status: 200, verdict: 'unknown', message: null })
  },
)

it('says that a name has no address', async () => {
  expect(await verdictOn('https://nowhere.test/')).toMatchObject({
    verdict: 'unknown',
    message: 'Phloem finds no address for nowhere.test.',
  })
})

it('takes nothing but a text', async () => {
  expect(await verdictOn({ a: 1 })).toMatchObject({ status: 400 })
})
