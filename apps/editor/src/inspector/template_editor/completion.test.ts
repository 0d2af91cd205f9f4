import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { definitions } from '../../canvas/definitions.ts'
import { variablesInScope } from '../variables-in-scope.ts'
import { complete } from './completion.ts'

const document: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
    { id: 'report', type: 'http_request', name: 'Report', config: {} },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'forward' },
    { from: 'forward', exit: 'completed', to: 'report' },
  ],
}
const groups = variablesInScope(document, definitions, 'report')

/** What is offered at the bar: where it begins to replace, and the labels. */
function offered(marked: string, isAsked = false, secretNames: string[] = []) {
  const at = marked.indexOf('|')
  const state = EditorState.create({ doc: marked.replace('|', '') })
  const result = complete(new CompletionContext(state, at, isAsked), {
    nodeId: 'report',
    document,
    groups,
    run: null,
    secretNames,
  })
  return result && { from: result.from, labels: result.options.map(({ label }) => label) }
}

describe('the list of variables', () => {
  it('opens after two braces, the nearest node first', () => {
    const { labels = [] } = offered('a {{|') ?? {}
    expect(labels[0]).toBe('Forward.DialStatus')
    expect(labels.indexOf('Start.call.from')).toBeGreaterThan(labels.indexOf('Forward.duration'))
  })

  it('names the secrets of a field that takes them, last', () => {
    const { labels = [] } = offered('Bearer {{|', false, ['CRM_TOKEN', 'OTHER']) ?? {}
    expect(labels.slice(-2)).toEqual(['secret.CRM_TOKEN', 'secret.OTHER'])
    expect(offered('{{crm|', false, ['CRM_TOKEN'])?.labels).toEqual(['secret.CRM_TOKEN'])
    expect(offered('{{crm|')?.labels).toEqual([])
  })

  it.each([
    ['a {{call.di|', 4],
    ['{{upper call.di|', 8],
    ['{{#if call.di|', 6],
    ['{{json (upper call.di|', 14],
  ])('narrows by what is typed: %s', (text, from) => {
    expect(offered(text)).toEqual({ from, labels: ['Start.call.direction'] })
  })

  it.each(['a|', '{{Start.call.from}}|', '{{Start.call.from |', '{ {|', '{{Start.call.from}|'])(
    'stays away at %s',
    (text) => {
      expect(offered(text)).toBeNull()
    },
  )

  it('can be asked for anywhere', () => {
    expect(offered('a|', true)?.from).toBe(1)
    expect(offered('{{default Start.call.from Forward.sta|', true)?.labels).toEqual([
      'Forward.state',
      'Forward.start_time',
    ])
  })
})
