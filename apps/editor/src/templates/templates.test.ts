import { check } from '@phloem/flow'
import { createValidators } from '@phloem/flow/validators'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { newFlow } from '../pages/flows/new-flow.ts'
import { templates } from './index.ts'

const validators = createValidators(nodes)

describe.each(templates.map((template) => [template.title, template] as const))('%s', (_title, template) => {
  const document = newFlow(template, [])

  it('has neither errors nor warnings', () => {
    const issues = check(document, nodes, validators).filter(({ severity }) => severity !== 'note')
    expect(issues).toEqual([])
  })

  it('places each node on the grid, and none upon another', () => {
    const places = document.nodes.map(({ id }) => document.layout?.[id])
    expect(places.every((place) => place && place.x % 8 === 0 && place.y % 8 === 0)).toBe(true)
    expect(new Set(places.map((place) => place?.y)).size).toBe(places.length)
  })
})
