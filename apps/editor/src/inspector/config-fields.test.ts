import { nodes } from '@phloem/nodes'
import * as Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { configFields, fieldInWords, isAdvanced } from './config-fields.ts'

const [, callForward, httpRequest] = nodes
const names = (config: Record<string, unknown>) =>
  configFields(httpRequest.config, config).map(({ name }) => name)

describe('configFields', () => {
  it('lists fields in the order of the schema, with their widgets', () => {
    expect(configFields(callForward.config, {}).map(({ name, widget }) => [name, widget])).toEqual([
      ['from', 'template'],
      ['to', 'recipients'],
      ['order', 'choice'],
      ['ringTimeoutSeconds', 'seconds'],
      ['timeLimitSeconds', 'seconds'],
      ['callerName', 'template'],
      ['confirm', 'confirm'],
      ['allowTemplates', 'switch'],
      ['record', 'switch'],
    ])
  })

  it('tells what is tucked away and what must be there', () => {
    const fields = configFields(callForward.config, {})
    expect(fields.filter(isAdvanced).map(({ name }) => name)).toEqual([
      'timeLimitSeconds',
      'callerName',
      'confirm',
      'allowTemplates',
      'record',
    ])
    expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual(['from', 'to'])
  })

  it.each([
    [
      { method: 'POST', encoding: 'json' },
      { encoding: true, body: true },
    ],
    [
      { method: 'POST', encoding: 'form' },
      { encoding: true, body: false },
    ],
    [{ method: 'POST' }, { encoding: true, body: false }],
    [
      { method: 'GET', encoding: 'json' },
      { encoding: false, body: false },
    ],
    [{}, { encoding: true, body: false }],
  ])('with %j shows %j', (config, shown) => {
    expect({ encoding: names(config).includes('encoding'), body: names(config).includes('body') }).toEqual(
      shown,
    )
  })

  it('leaves out what no widget edits', () => {
    expect(configFields(Type.Object({ hidden: Type.String() }), {})).toEqual([])
  })
})

describe('fieldInWords', () => {
  it.each([
    ['config.url', 'URL'],
    ['config.pairs[1].value', 'Key:value pairs, 2'],
    ['config.auth.username', 'Auth, User'],
    ['config.body.caller[0]', 'JSON body'],
    ['config.unknown', 'config.unknown'],
  ])('calls %s %s', (field, words) => {
    expect(fieldInWords(httpRequest.config, field)).toBe(words)
  })
})
