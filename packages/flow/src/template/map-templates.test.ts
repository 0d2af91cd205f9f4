import * as Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { mapTemplates, templatesOf } from './map-templates.ts'

const text = Type.String({ 'x-template': 'text' })

const schema = Type.Object({
  url: Type.String({ 'x-template': 'url' }),
  name: Type.String(),
  note: Type.Optional(text),
  to: Type.Array(text),
  pairs: Type.Array(Type.Object({ key: Type.String(), value: Type.String({ 'x-template': 'header' }) })),
  point: Type.Tuple([Type.Number(), text]),
  labels: Type.Record(Type.String(), text),
  auth: Type.Union([
    Type.Object({ type: Type.Literal('none') }),
    Type.Object({ type: Type.Literal('basic'), user: text, password: Type.String() }),
    Type.Object({ type: Type.Literal('bearer'), user: Type.String(), token: text }),
  ]),
  either: Type.Union([Type.Null(), Type.Number(), text, Type.Object({ deep: text })]),
  body: Type.Unknown({ 'x-template': 'text' }),
})

const fieldsOf = (config: unknown) =>
  templatesOf(schema, config).map(({ field, place }) => `${field} ${place}`)

describe('the templates of a config', () => {
  it.each([
    { config: { url: 'u', name: 'n' }, fields: ['url url'] },
    { config: { note: 'n', to: ['a', 'b'] }, fields: ['note text', 'to[0] text', 'to[1] text'] },
    { config: { pairs: [{ key: 'k', value: 'v' }] }, fields: ['pairs[0].value header'] },
    { config: { point: [1, 'x'] }, fields: ['point[1] text'] },
    { config: { labels: { a: 'x', 'b.c': 'y' } }, fields: ['labels.a text', 'labels["b.c"] text'] },
    { config: { auth: { type: 'none', user: 'u' } }, fields: [] },
    { config: { auth: { type: 'basic', user: 'u', password: 'p' } }, fields: ['auth.user text'] },
    { config: { auth: { type: 'bearer', user: 'u', token: 't' } }, fields: ['auth.token text'] },
    { config: { auth: { type: 'basic', user: 'incomplete' } }, fields: ['auth.user text'] },
    { config: { either: 'x' }, fields: ['either text'] },
    { config: { either: { deep: 'x' } }, fields: ['either.deep text'] },
    { config: { either: 7 }, fields: [] },
    { config: { body: 'x' }, fields: ['body text'] },
    {
      config: { body: { a: { b: ['x', 1, 'y'] }, c: null } },
      fields: ['body.a.b[0] text', 'body.a.b[2] text'],
    },
    { config: { body: { 'a.b': 'x', a: { b: 'y' } } }, fields: ['body["a.b"] text', 'body.a.b text'] },
  ])('are $fields in $config', ({ config, fields }) => {
    expect(fieldsOf(config)).toEqual(fields)
  })

  it.each([
    null,
    7,
    'text',
    [],
    { url: 7, to: 'x', pairs: { value: 'v' }, point: {}, auth: 'x', labels: ['x'] },
  ])('are none where the config has another shape: %j', (config) => {
    expect(fieldsOf(config)).toEqual([])
    expect(mapTemplates(schema, config, () => 'changed')).toEqual(config)
  })

  it('are looked for eight levels down in any JSON', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : [nested(levels - 1)])
    expect(fieldsOf({ body: nested(8) })).toHaveLength(1)
    expect(fieldsOf({ body: nested(9) })).toHaveLength(0)
    expect(fieldsOf({ body: nested(5000) })).toHaveLength(0)
  })
})

it('replaces templates and nothing else', () => {
  const config = {
    url: 'u',
    name: 'n',
    to: ['a'],
    pairs: [{ key: 'k', value: 'v' }],
    body: { a: [1, 'x', null] },
    more: 'm',
  }
  expect(mapTemplates(schema, config, (template, { place }) => `${place}:${template}`)).toEqual({
    url: 'url:u',
    name: 'n',
    to: ['text:a'],
    pairs: [{ key: 'k', value: 'header:v' }],
    body: { a: [1, 'text:x', null] },
    more: 'm',
  })
})

it('keeps a key that would set a prototype', () => {
  const config = JSON.parse('{"body":{"__proto__":{"a":"x"}}}')
  expect(JSON.stringify(mapTemplates(schema, config, () => 'y'))).toBe('{"body":{"__proto__":{"a":"y"}}}')
})
