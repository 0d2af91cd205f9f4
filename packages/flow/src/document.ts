import * as Type from 'typebox'
import { IDENTIFIER, SLUG } from './formats.ts'
import { LIMITS } from './limits.ts'

/** The format that this Phloem writes. Older ones are migrated on reading, newer ones refused. */
export const FORMAT_VERSION = 1

const id = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.idLength, pattern: SLUG })

export const flowNode = Type.Object(
  {
    id: id('Stable; edges use it.'),
    type: Type.String({
      description: 'The node type, e.g. call_forward.',
      minLength: 1,
      maxLength: LIMITS.idLength,
    }),
    name: Type.String({
      description: 'Unique in the flow; templates use it.',
      minLength: 1,
      maxLength: LIMITS.nameLength,
      pattern: IDENTIFIER,
    }),
    config: Type.Unsafe<Record<string, unknown>>({
      description: "The node's settings, by its type.",
      type: 'object',
      propertyNames: { type: 'string', maxLength: LIMITS.nameLength },
      maxProperties: LIMITS.settings,
    }),
    disabled: Type.Optional(
      Type.Boolean({ description: 'Calls pass over it: it is left as it is entered.' }),
    ),
    passesBy: Type.Optional(id('The exit by which a disabled node is left; else the first.')),
  },
  { additionalProperties: false },
)

export const flowEdge = Type.Object(
  {
    from: id('The id of the node that is left.'),
    exit: id('The exit by which it is left.'),
    to: id('The id of the node that is entered.'),
  },
  { additionalProperties: false },
)

const coordinate = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 })
const position = Type.Object({ x: coordinate, y: coordinate }, { additionalProperties: false })

const length = Type.Integer({ minimum: 1, maximum: 4_000 })

/** Words for people beside the flow. */
export const flowNote = Type.Object(
  {
    id: id('Stable; none of a node.'),
    text: Type.String({ maxLength: LIMITS.noteLength }),
    position,
    size: Type.Optional(Type.Object({ width: length, height: length }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

/**
 * The flow document without the configs of its nodes: what every document must be before anything else is asked
 * of it. A draft may be saved as soon as it fits this. `Type.Record` is avoided: it costs pages 10 KB and cannot
 * limit the length of keys.
 */
export const envelope = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: 'For text editors.', maxLength: LIMITS.urlLength })),
    phloem: Type.Literal(FORMAT_VERSION, { description: "The format's version." }),
    id: id('The flow, in URLs and file names.'),
    name: Type.String({
      description: 'What people call the flow.',
      minLength: 1,
      maxLength: LIMITS.titleLength,
    }),
    nodes: Type.Array(flowNode, { maxItems: LIMITS.nodes }),
    edges: Type.Array(flowEdge, { maxItems: LIMITS.edges }),
    layout: Type.Optional(
      Type.Unsafe<Record<string, Type.Static<typeof position>>>({
        description: 'Where nodes stand on the canvas, by node id. Not behaviour.',
        type: 'object',
        propertyNames: { type: 'string', maxLength: LIMITS.idLength, pattern: SLUG },
        additionalProperties: position,
        maxProperties: LIMITS.nodes,
      }),
    ),
    notes: Type.Optional(
      Type.Array(flowNote, { description: 'Notes on the canvas. Not behaviour.', maxItems: LIMITS.notes }),
    ),
  },
  { additionalProperties: false, title: 'Phloem flow document' },
)

export type FlowDocument = Type.Static<typeof envelope>
export type FlowNode = Type.Static<typeof flowNode>
export type FlowNote = Type.Static<typeof flowNote>
export type FlowEdge = Type.Static<typeof flowEdge>
