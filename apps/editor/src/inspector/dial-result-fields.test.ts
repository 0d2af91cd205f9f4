import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { addPairs, dialResultPairs } from './dial-result-fields.ts'
import type { VariableGroup } from './variables-in-scope.ts'

const group = (type: string, name: string): VariableGroup => {
  const definition = nodes.find((known) => known.type === type)
  if (!definition) throw new Error(type)
  return {
    node: { id: name, type, name, config: {} },
    definition,
    reach: 'always',
    variables: definition.variables.map((variable) => ({ ...variable, reach: 'always' as const })),
  }
}

describe('dialResultPairs', () => {
  it('reads the five fields of the guide from the nearest node that dials', () => {
    const groups = [
      group('http_request', 'First'),
      group('call_forward', 'Sales'),
      group('call_forward', 'Backup'),
    ]
    expect(dialResultPairs(groups)).toEqual([
      { key: 'DialStatus', value: '{{Sales.DialStatus}}' },
      { key: 'DialRingStatus', value: '{{Sales.DialRingStatus}}' },
      { key: 'DialHangupCause', value: '{{Sales.DialHangupCause}}' },
      { key: 'DialALegUUID', value: '{{Sales.DialALegUUID}}' },
      { key: 'DialBLegUUID', value: '{{Sales.DialBLegUUID}}' },
    ])
  })

  it('has none where nothing dials', () => {
    expect(dialResultPairs([group('start', 'Start')])).toEqual([])
  })
})

describe('addPairs', () => {
  it('drops empty rows and keeps the value of a key that is there', () => {
    const before = [
      { key: '', value: '' },
      { key: 'DialStatus', value: 'mine' },
    ]
    const added = [
      { key: 'DialStatus', value: 'a' },
      { key: 'DialRingStatus', value: 'b' },
    ]
    expect(addPairs(before, added)).toEqual([
      { key: 'DialStatus', value: 'mine' },
      { key: 'DialRingStatus', value: 'b' },
    ])
  })
})
