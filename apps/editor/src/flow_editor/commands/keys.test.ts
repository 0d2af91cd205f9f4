import { describe, expect, it } from 'vitest'
import { commands, type Place } from './command-table.ts'
import { commandOf, shownKeys } from './keys.ts'

/** A key press as a browser on Linux tells it, e.g. `Control Shift Z`. */
const press = (text: string): KeyboardEvent => {
  const parts = text.split(' ')
  const key = parts.at(-1) ?? ''
  return {
    key,
    code: '',
    isComposing: parts.includes('composing'),
    getModifierState: (name: string) => parts.slice(0, -1).includes(name),
  } as KeyboardEvent
}

describe('commandOf', () => {
  it.each([
    ['Control s', 'canvas', 'save'],
    ['Control s', 'other_text', 'save'],
    ['Control z', 'canvas', 'undo'],
    ['Control z', 'document_text', 'undo'],
    ['Control Shift Z', 'elsewhere', 'redo'],
    ['Control y', 'canvas', 'redo'],
    ['Delete', 'canvas', 'delete'],
    ['Backspace', 'canvas', 'delete'],
    ['F8', 'document_text', 'next_problem'],
    ['Shift F8', 'canvas', 'previous_problem'],
    ['Escape', 'document_text', 'close'],
    ['Control k', 'other_text', 'show_commands'],
    ['Shift ?', 'canvas', 'show_shortcuts'],
    ['?', 'elsewhere', 'show_shortcuts'],
  ] satisfies [string, Place, string][])('%s in %s means %s', (text, place, command) => {
    expect(commandOf(press(text), place)).toBe(command)
  })

  it.each([
    ['Control z', 'other_text'],
    ['Backspace', 'document_text'],
    ['Delete', 'elsewhere'],
    ['Escape', 'other_text'],
    ['?', 'document_text'],
    ['Alt Control z', 'canvas'],
    ['composing Delete', 'canvas'],
    ['z', 'canvas'],
  ] satisfies [string, Place][])('%s in %s is left alone', (text, place) => {
    expect(commandOf(press(text), place)).toBeNull()
  })
})

describe('the table of commands', () => {
  it('gives no keys to two commands', () => {
    const keys = commands.flatMap(([, command]) => command.keys ?? [])
    expect(keys.filter((text, index) => keys.indexOf(text) !== index)).toEqual([])
  })

  it('has a title of its own for each', () => {
    const titles = commands.map(([, { title }]) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})

it.each([
  ['$mod+k', 'Ctrl K'],
  ['$mod+Shift+z', 'Ctrl Shift Z'],
  ['Shift+F8', 'Shift F8'],
  ['[Shift]+?', '?'],
  ['[Shift]++', '+'],
  ['Escape', 'Esc'],
])('%s is shown as %s', (text, shown) => {
  expect(shownKeys(text)).toBe(shown)
})
