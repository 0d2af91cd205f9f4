import { SLUG } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { templates } from '../../templates/index.ts'
import { copyOfFlow, newFlow, newFlowId, uniqueName } from './new-flow.ts'

describe('newFlowId', () => {
  it.each([
    ['Dial status report', /^dial-status-report-[a-z2-9]{5}$/],
    ['  Größe & Co. ', /^gro-e-co-[a-z2-9]{5}$/],
    ['電話', /^flow-[a-z2-9]{5}$/],
  ])('makes a slug of "%s"', (name, id) => {
    expect(newFlowId(name)).toMatch(id)
  })

  it('stays within the length and the pattern of ids', () => {
    const id = newFlowId('very long name '.repeat(20))
    expect(id.length).toBeLessThanOrEqual(64)
    expect(id).toMatch(new RegExp(SLUG))
  })

  it('differs for the same name', () => {
    expect(new Set(Array.from({ length: 50 }, () => newFlowId('New flow'))).size).toBeGreaterThan(45)
  })
})

describe('uniqueName', () => {
  it.each([
    [[], 'New flow'],
    [['New flow'], 'New flow 2'],
    [['New flow', 'New flow 2', 'New flow 4'], 'New flow 3'],
  ])('beside %j is "%s"', (taken, name) => {
    expect(uniqueName('New flow', taken)).toBe(name)
  })
})

it('makes a document from a template', () => {
  const [template] = templates
  if (!template) throw new Error('there are no templates')
  expect(newFlow(template, ['New flow'])).toMatchObject({ phloem: 1, name: 'New flow 2', edges: [] })
})

it('copies a flow under a new id and name', () => {
  const [, template] = templates
  if (!template) throw new Error('there are no templates')
  const original = newFlow(template, [])
  const copy = copyOfFlow(original, [original.name])
  expect(copy).toEqual({ ...original, id: copy.id, name: 'Dial status report copy' })
  expect(copy.id).not.toBe(original.id)
})
