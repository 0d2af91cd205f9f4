import { fileURLToPath } from 'node:url'
import { peer } from './peer.ts'
import { phloem } from './phloem.ts'
import type { RunningSide, Side } from './side.ts'

const folder = (name: string): string => fileURLToPath(new URL(`../peers/${name}`, import.meta.url))

export const BARE_FASTIFY = 'bare Fastify'
export const EXPRESS = 'Express + SDK'
export const NODE_RED = 'Node-RED'

export const sides: readonly Side[] = [
  phloem,
  peer(BARE_FASTIFY, folder('bare-fastify'), 'server.js'),
  peer(EXPRESS, folder('express-plivo'), 'server.js'),
  peer(NODE_RED, folder('node-red'), 'server.js'),
]

/** All of them at once; only the one that is asked has something to do. */
export async function startSides(reportUrl: string, wanted = sides): Promise<Running> {
  const running: RunningSide[] = []
  const end = async () => {
    for (const side of running) await side[Symbol.asyncDispose]()
  }
  try {
    for (const side of wanted) running.push(await side.start(reportUrl))
  } catch (error) {
    await end()
    throw error
  }
  return { running, [Symbol.asyncDispose]: end }
}

interface Running extends AsyncDisposable {
  running: readonly RunningSide[]
}
