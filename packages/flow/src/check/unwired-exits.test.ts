import { expect, it } from 'vitest'
import { flow, found } from './toy-nodes.spec-harness.ts'
import { unwiredExits } from './unwired-exits.ts'

const nodes = { start: { type: 'start' }, dial: { type: 'dial' }, post: { type: 'post' } }
const begun = 'start incoming_call dial'

it.each([
  {
    title: 'names the exits of a node in one note',
    wired: [begun, 'dial completed post'],
    issues: ['note nodes[1]: Nothing follows No Answer and Failed of Dial: the flow ends there'],
  },
  {
    title: 'names all of them where none is wired',
    wired: [begun],
    issues: ['note nodes[1]: Nothing follows Completed, No Answer and Failed of Dial: the flow ends there'],
  },
  {
    title: 'tells of the other exit of a node with a mode once one is wired',
    wired: [begun, 'dial completed post', 'dial no_answer post', 'dial failed post', 'post success dial'],
    issues: ['note nodes[2]: Nothing follows Failed of Post: the flow ends there'],
  },
  {
    title: 'tells of a start that leads nowhere, leaving out what is not available',
    wired: ['dial completed post', 'dial no_answer post', 'dial failed post'],
    issues: ['note nodes[0]: Nothing follows Incoming Call and API Request of Start: the flow ends there'],
  },
])('$title', ({ wired, issues }) => {
  expect(found(unwiredExits, flow(nodes, ...wired))).toEqual(issues)
})
