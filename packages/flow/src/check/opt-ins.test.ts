import { expect, it } from 'vitest'
import { optIns } from './opt-ins.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

const dials = (to: string[], record?: boolean) =>
  flow({ dial: { type: 'dial', config: { to, ...(record === undefined ? {} : { record }) } } })

it('warns of a template that counts for nothing without a switch', () => {
  expect(found(optIns, dials(['+12025550101', '{{Start.call.to}}']))).toEqual([
    expect.stringMatching(
      /^warning nodes\[0\]\.config\.to\[1\]: .* is refused during the call, unless "record" is on/,
    ),
  ])
  expect(found(optIns, dials(['{{Start.call.to}}'], false))).toHaveLength(1)
})

it('says nothing where the switch is on, or no template stands', () => {
  expect(found(optIns, dials(['{{Start.call.to}}'], true))).toEqual([])
  expect(found(optIns, dials(['+12025550101']))).toEqual([])
})
