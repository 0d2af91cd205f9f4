import { describe, expect, it } from 'vitest'
import { setVariables } from './set-variables.ts'
import { flow, found, says } from './toy-nodes.spec-harness.ts'

const start = { type: 'start' }
const dial = { type: 'dial' }
const value = 'config.pairs[0].value'

describe('a variable that every exit sets', () => {
  it('is set after its node, on all ways', () => {
    const document = flow(
      { start, dial, post: says('{{Dial.status}}') },
      'start incoming_call dial',
      'dial completed post',
      'dial failed post',
    )
    expect(found(setVariables, document)).toEqual([])
  })

  it('is not set on a way around its node', () => {
    const document = flow(
      { start, first: dial, dial, post: says('{{Dial.status}}') },
      'start incoming_call first',
      'first completed dial',
      'first failed post',
      'dial completed post',
    )
    expect(found(setVariables, document)).toEqual([
      `warning nodes[3].${value}: Dial.status is not set when the call comes by Start → First (failed) → Post`,
    ])
  })

  it('is never set before its node', () => {
    const document = flow(
      { start, post: says('{{Dial.status}}'), dial },
      'start incoming_call post',
      'post success dial',
    )
    expect(found(setVariables, document)).toEqual([
      `warning nodes[1].${value}: Dial.status is never set before Post`,
    ])
  })
})

describe('a variable that one exit sets', () => {
  const post = says('{{Dial.duration}}')

  it('is set after that exit', () => {
    const document = flow({ start, dial, post }, 'start incoming_call dial', 'dial completed post')
    expect(found(setVariables, document)).toEqual([])
  })

  it('is not set after another', () => {
    const document = flow(
      { start, dial, post },
      'start incoming_call dial',
      'dial completed post',
      'dial failed post',
    )
    expect(found(setVariables, document)).toEqual([
      `warning nodes[2].${value}: Dial.duration is not set when the call comes by Start → Dial (failed) → Post`,
    ])
  })

  it('is not set when a loop comes round by another', () => {
    const document = flow(
      { start, dial, post: says('{{Dial.duration}}') },
      'start incoming_call dial',
      'dial completed dial',
      'dial failed post',
    )
    expect(found(setVariables, document)).toEqual([
      `warning nodes[2].${value}: Dial.duration is not set when the call comes by Start → Dial (failed) → Post`,
    ])
  })
})

it('finds a node that reads its own variable, which the first round lacks', () => {
  const document = flow(
    { start, post: says('{{Post.status_code}}'), dial },
    'start incoming_call post',
    'post success dial',
    'dial failed post',
  )
  expect(found(setVariables, document)).toEqual([
    `warning nodes[1].${value}: Post.status_code is not set when the call comes by Start → Post`,
  ])
})

it('takes the way of the exit that began the flow', () => {
  const document = flow(
    { start, post: says('{{Start.call.from}}') },
    'start incoming_call post',
    'start api_request post',
  )
  expect(found(setVariables, document)).toEqual([
    `warning nodes[1].${value}: Start.call.from is not set when the call comes by Start (api_request) → Post`,
  ])
})

it('leaves out the ways of exits that are not available', () => {
  const document = flow(
    { start, post: says('{{Start.call.from}}') },
    'start incoming_call post',
    'start incoming_message post',
  )
  expect(found(setVariables, document)).toEqual([])
})

it('says nothing of nodes that no call reaches', () => {
  expect(found(setVariables, flow({ start, dial, post: says('{{Dial.status}}') }))).toEqual([])
})

it('shortens a long way', () => {
  const dials = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`d${i}`, dial]))
  const wires = Array.from({ length: 19 }, (_, i) => `d${i} completed d${i + 1}`)
  const document = flow(
    { start, ...dials, last: dial, post: says('{{Last.status}}') },
    'start incoming_call d0',
    ...wires,
    'd19 completed post',
    'd19 failed last',
    'last failed post',
  )
  expect(found(setVariables, document)).toEqual([
    `warning nodes[22].${value}: Last.status is not set when the call comes by Start → D0 → … → D16 → D17 → D18 → D19 (completed) → Post`,
  ])
})
