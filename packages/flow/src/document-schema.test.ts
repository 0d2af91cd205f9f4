import { Ajv } from 'ajv'
import { expect, it } from 'vitest'
import { flow, toyNodes } from './check/toy-nodes.spec-harness.ts'
import { documentSchema } from './document-schema.ts'
import { FORMATS } from './schema-formats.ts'

const schema = JSON.parse(JSON.stringify(documentSchema(toyNodes)))

const ajv = new Ajv({ strict: true, strictRequired: false })
ajv.addVocabulary(['x-template', 'x-secrets', 'x-opt-in'])
for (const [name, { pattern }] of Object.entries(FORMATS)) ajv.addFormat(name, pattern)
const validate = ajv.compile(schema)

const errorsOf = (document: unknown) =>
  validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)

it('takes a document of its node types', () => {
  const document = flow({ start: { type: 'start' }, dial: { type: 'dial' } }, 'start incoming_call dial')
  expect(errorsOf({ $schema: './flow.schema.json', ...document })).toEqual([])
})

it.each([
  { node: { type: 'dial', config: {} }, error: '/nodes/0/config required' },
  { node: { type: 'dial', config: { to: ['bob'] } }, error: '/nodes/0/config/to/0 format' },
  { node: { type: 'start', config: { to: [] } }, error: '/nodes/0/config additionalProperties' },
  { node: { type: 'odd' }, error: '/nodes/0/type enum' },
])('says $error of $node', ({ node, error }) => {
  expect(errorsOf(flow({ node }))[0]).toBe(error)
})

it('has an id, a title and the dialect for text editors', () => {
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:phloem:flow:1',
    title: 'Phloem flow document',
  })
})
