import fc from 'fast-check'
import { expect, it } from 'vitest'
import { check } from './index.ts'
import { flow, inOneLine, says, toyNodes, toyValidators } from './toy-nodes.spec-harness.ts'

const issuesOf = (document: unknown) => check(document, toyNodes, toyValidators)

const report = flow(
  { start: { type: 'start' }, dial: { type: 'dial' }, post: says('{{Dial.status}}') },
  'start incoming_call dial',
  'dial completed post',
  'dial no_answer post',
  'dial failed post',
)

it('finds nothing in a good flow', () => {
  expect(issuesOf(report)).toEqual([])
})

it('tells of the whole first, then of each node in order, with its errors before warnings and notes', () => {
  const document = flow(
    {
      post: says('{{Dial.status}}{{Nobody.x}}'),
      dial: { type: 'dial', config: {} },
      start: { type: 'start', name: 'this' },
    },
    'gone failed post',
    'start incoming_call post',
    'post success dial',
  )
  expect(issuesOf(document).map(inOneLine)).toEqual([
    'error edges[0].from: There is no node with the id "gone"',
    'error nodes[0].config.pairs[0].value: There is no node called "Nobody"',
    'warning nodes[0].config.pairs[0].value: Dial.status is never set before Post',
    'note nodes[0]: Nothing follows Failed of Post: the flow ends there',
    'error nodes[1].config.to: is missing',
    'note nodes[1]: Nothing follows Completed, No Answer and Failed of Dial: the flow ends there',
    'error nodes[2].name: "this" means something else in templates; the node needs another name',
  ])
})

it('asks nothing else of a document that does not fit the envelope', () => {
  expect(issuesOf({ ...report, edges: undefined, nodes: [] }).map(inOneLine)).toEqual([
    'error edges: is missing',
  ])
})

it('refuses a document of a newer Phloem before anything else', () => {
  expect(issuesOf({ phloem: 2, blocks: [] })).toEqual([
    {
      code: 'newer_format',
      severity: 'error',
      node: null,
      field: 'phloem',
      path: 'phloem',
      message: 'This flow was saved by a newer Phloem (format 2); this one reads up to format 1',
    },
  ])
})

it('tells node, field and path of an issue', () => {
  const document = flow(
    { start: { type: 'start' }, dial: { type: 'dial', config: { to: ['+1202'] } } },
    'start incoming_call dial',
  )
  expect(issuesOf(document)[0]).toEqual({
    code: 'invalid',
    severity: 'error',
    node: 'dial',
    field: 'config.to[0]',
    path: 'nodes[1].config.to[0]',
    message: '"+1202" is not a phone number in E.164',
  })
})

/** A good flow with any JSON at some place of it. */
const spoilt = fc
  .tuple(
    fc.jsonValue(),
    fc.constantFrom(
      ...[
        ['nodes'],
        ['edges'],
        ['layout'],
        ['nodes', 1],
        ['nodes', 1, 'config'],
        ['nodes', 1, 'config', 'to'],
      ],
      ...[
        ['nodes', 2, 'config', 'body'],
        ['nodes', 2, 'config', 'pairs'],
        ['nodes', 2, 'config', 'auth'],
      ],
      ...[
        ['nodes', 2, 'config', 'pairs', 0, 'value'],
        ['nodes', 0, 'name'],
        ['edges', 0],
        ['edges', 1, 'to'],
      ],
    ),
  )
  .map(([value, place]) => {
    const document = structuredClone(report) as unknown as Record<string | number, never>
    const last = place.at(-1) as string
    const parent = place.slice(0, -1).reduce((at, key) => at[key] as never, document)
    parent[last] = value as never
    return document
  })

it('never throws, whatever the document', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), spoilt), (document) => Array.isArray(issuesOf(document))),
    { numRuns: 1000 },
  )
})

it('gives the same issues for the same document', () => {
  fc.assert(
    fc.property(spoilt, (document) => {
      expect(issuesOf(structuredClone(document))).toEqual(issuesOf(document))
    }),
  )
})
