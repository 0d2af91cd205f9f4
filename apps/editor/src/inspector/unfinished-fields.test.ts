import { describe, expect, it } from 'vitest'
import { createFieldStore, fieldKey, setUnfinished } from './field-store.ts'
import { unfinishedFields } from './unfinished-fields.ts'

const node = (encoding: string) => ({
  id: 'n1',
  type: 'http_request',
  name: 'Report',
  config: { method: 'POST', encoding },
})

describe('unfinished fields', () => {
  it('are those whose text is no value yet', () => {
    const store = createFieldStore()
    expect(unfinishedFields(store.getState(), node('json'))).toEqual([])
    setUnfinished(store, fieldKey('n1', 'name'), { text: 'My report', why: 'A space' })
    setUnfinished(store, fieldKey('n1', 'config.body'), { text: '{"a":', why: 'Not JSON yet' })
    setUnfinished(store, fieldKey('n2', 'name'), { text: '', why: 'Of another node' })
    expect(unfinishedFields(store.getState(), node('json'))).toEqual(['name', 'config.body'])
    setUnfinished(store, fieldKey('n1', 'name'), null)
    expect(unfinishedFields(store.getState(), node('json'))).toEqual(['config.body'])
  })

  it('leave out a field that the form does not show any more', () => {
    const store = createFieldStore()
    setUnfinished(store, fieldKey('n1', 'config.body'), { text: '{"a":', why: 'Not JSON yet' })
    expect(unfinishedFields(store.getState(), node('form'))).toEqual([])
  })
})
