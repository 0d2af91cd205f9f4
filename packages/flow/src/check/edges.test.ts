import { expect, it } from 'vitest'
import { indexFlow } from './checked-flow.ts'
import { edges } from './edges.ts'
import { flow, found, toyNodes } from './toy-nodes.spec-harness.ts'

const nodes = {
  start: { type: 'start' },
  dial: { type: 'dial' },
  post: { type: 'post' },
  odd: { type: 'odd' },
}

it.each([
  { wired: ['start incoming_call dial', 'dial failed post', 'dial completed post'], issues: [] },
  {
    wired: ['strat incoming_call dial'],
    issues: ['error edges[0].from: There is no node with the id "strat"; did you mean "start"?'],
  },
  { wired: ['dial failed nowhere'], issues: ['error edges[0].to: There is no node with the id "nowhere"'] },
  {
    wired: ['dial no_anwser post'],
    issues: ['error edges[0].exit: Dial has no exit "no_anwser"; did you mean "no_answer"?'],
  },
  {
    wired: ['dial failed post', 'dial failed post'],
    issues: ['error edges[1].exit: An exit leads to one node only, and "failed" of Dial is wired already'],
  },
  {
    wired: ['dial failed start'],
    issues: ['error edges[0].to: Nothing can lead to Start: flows begin there'],
  },
  {
    wired: ['start incoming_message dial'],
    issues: ['warning edges[0].exit: Incoming Message of Start is never taken: Messages begin no flow yet.'],
  },
  { wired: ['odd anything post'], issues: [] },
])('finds $issues in the edges $wired', ({ wired, issues }) => {
  expect(found(edges, flow(nodes, ...wired))).toEqual(issues)
})

it('gives the issue to the node that the edge leaves, so that the canvas can mark it', () => {
  const document = flow(nodes, 'dial no post', 'gone failed post')
  expect(edges(indexFlow(document, toyNodes)).map(({ node }) => node)).toEqual(['dial', null])
})
