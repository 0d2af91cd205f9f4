import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { identifierLike, nameProblem } from './node-name.ts'

const document: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'start', name: 'Start', config: {} },
    { id: 'b', type: 'call_forward', name: 'Sales', config: {} },
  ],
  edges: [],
}

describe('nameProblem', () => {
  it.each(['Sales', 'Sales_2', '_x', 'start'])('accepts %s', (name) => {
    expect(nameProblem(document, 'b', name)).toBeNull()
  })

  it.each([
    ['', 'needs a name'],
    ['Start', 'Another node is called Start'],
    ['Call Sales', 'such as Call_Sales'],
    ['secret', 'something else in templates'],
    ['2nd', 'such as Node_2nd'],
    ['x'.repeat(65), 'at most 64'],
  ])('refuses %j', (name, why) => {
    expect(nameProblem(document, 'b', name)).toContain(why)
  })
})

describe('identifierLike', () => {
  it.each([
    ['Café  Nord!', 'Cafe_Nord'],
    ['—', 'Node_'],
  ])('makes of %s %s', (name, identifier) => {
    expect(identifierLike(name)).toBe(identifier)
  })
})
