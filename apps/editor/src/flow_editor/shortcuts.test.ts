import { describe, expect, it } from 'vitest'
import { type Place, shortcutOf } from './shortcuts.ts'

const keys = (text: string) => {
  const parts = text.split(' ')
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
    isComposing: parts.includes('composing'),
  }
}

describe('shortcutOf', () => {
  it.each([
    ['Ctrl s', 'canvas', 'save'],
    ['Meta s', 'other_text', 'save'],
    ['Ctrl z', 'canvas', 'undo'],
    ['Ctrl z', 'document_text', 'undo'],
    ['Shift Meta Z', 'elsewhere', 'redo'],
    ['Ctrl y', 'canvas', 'redo'],
    ['Delete', 'canvas', 'delete'],
    ['Backspace', 'canvas', 'delete'],
    ['F8', 'document_text', 'next_problem'],
    ['Shift F8', 'canvas', 'previous_problem'],
    ['Escape', 'document_text', 'close'],
  ] satisfies [string, Place, string][])('%s in %s means %s', (text, place, command) => {
    expect(shortcutOf(keys(text), place)).toBe(command)
  })

  it.each([
    ['Ctrl z', 'other_text'],
    ['Backspace', 'document_text'],
    ['Delete', 'elsewhere'],
    ['Escape', 'other_text'],
    ['Alt Ctrl z', 'canvas'],
    ['composing Delete', 'canvas'],
    ['z', 'canvas'],
  ] satisfies [string, Place][])('%s in %s is left alone', (text, place) => {
    expect(shortcutOf(keys(text), place)).toBeNull()
  })
})
