import { defineNode, type FlowDocument, finish, leave, wait } from '@phloem/flow'
import * as Type from 'typebox'

/** Node types for the engine's own tests: it must work with any. */
const begin = defineNode({
  type: 'begin',
  title: 'Begin',
  description: 'Starts.',
  group: 'trigger',
  namePrefix: 'Begin',
  config: Type.Object({}),
  newConfig: {},
  exits: [{ id: 'next', title: 'Next' }],
  variables: [{ path: 'caller', title: 'Caller', type: 'text', sample: '' }],
  isTrigger: true,
  accepts: ['call_started'],
  summary: () => '',
  enter: () => finish(),
  resume: (_config, event) => leave('next', { caller: event.call.callerName }),
})

/** Passes on at once and keeps the text that it was given. */
const pass = defineNode({
  type: 'pass',
  title: 'Pass',
  description: 'Goes on.',
  group: 'integration',
  namePrefix: 'Pass',
  config: Type.Object({ text: Type.Optional(Type.String({ 'x-template': 'text' })) }),
  newConfig: {},
  exits: [
    { id: 'next', title: 'Next' },
    { id: 'empty', title: 'Empty' },
  ],
  variables: [{ path: 'text', title: 'Text', type: 'text', sample: '' }],
  accepts: [],
  summary: () => '',
  enter: ({ text = '' }) => leave(text === '' ? 'empty' : 'next', { text }),
  resume: () => finish(),
})

/** Waits for the carrier. */
const hold = defineNode({
  type: 'hold',
  title: 'Hold',
  description: 'Waits.',
  group: 'voice',
  namePrefix: 'Hold',
  config: Type.Object({}),
  newConfig: {},
  exits: [
    { id: 'ended', title: 'Ended' },
    { id: 'missed', title: 'Missed' },
  ],
  variables: [{ path: 'cause', title: 'Cause', type: 'text', sample: '' }],
  needsCall: true,
  waitsForCarrier: true,
  accepts: ['dial_ended', 'dial_end_missed'],
  summary: () => '',
  enter: () => wait([{ type: 'speak', text: 'Please hold.' }], { since: 1 }),
  resume: (_config, event) =>
    event.type === 'dial_ended' ? leave('ended', { cause: event.hangupCause }) : leave('missed'),
})

export const toyNodes = [begin, pass, hold] as const

interface ToyNode {
  type: string
  config?: object
  disabled?: boolean
  passesBy?: string
}

/** `a -next-> b` lines as edges; `begin` is always there. */
export function toyFlow(nodes: Record<string, ToyNode>, wires: string[]): FlowDocument {
  const all: Record<string, ToyNode> = { begin: { type: 'begin' }, ...nodes }
  return {
    phloem: 1,
    id: 'toy',
    name: 'Toy',
    nodes: Object.entries(all).map(([id, { type, config = {}, ...rest }]) => ({
      id,
      type,
      name: `${id[0]?.toUpperCase()}${id.slice(1)}`,
      config: config as Record<string, unknown>,
      ...rest,
    })),
    edges: wires.map((wire) => {
      const [from = '', exit = '', to = ''] = wire.split(/ -| -> |-> /).map((word) => word.trim())
      return { from, exit, to }
    }),
  }
}
