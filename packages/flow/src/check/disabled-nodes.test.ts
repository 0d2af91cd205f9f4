import { describe, expect, it } from 'vitest'
import { disabledNodes } from './disabled-nodes.ts'
import { check } from './index.ts'
import { setVariables } from './set-variables.ts'
import { flow, found, inOneLine, says, toyNodes, toyValidators } from './toy-nodes.spec-harness.ts'
import { waitingLoops } from './waiting-loops.ts'

const start = { type: 'start' }
const off = { type: 'dial', disabled: true }
const begun = 'start incoming_call dial'

describe('a disabled node', () => {
  it.each([
    {
      title: 'is told with the node that calls pass to',
      dial: off,
      wired: ['dial completed post'],
      by: 'Completed to Post',
    },
    {
      title: 'is told with the end that calls pass to',
      dial: off,
      wired: [],
      by: 'Completed and the flow ends there',
    },
    {
      title: 'is passed by the exit that its author chose',
      dial: { ...off, passesBy: 'no_answer' },
      wired: ['dial no_answer post'],
      by: 'No Answer to Post',
    },
  ])('$title', ({ dial, wired, by }) => {
    const document = flow({ start, dial, post: { type: 'post' } }, begun, ...wired)
    expect(found(disabledNodes, document)).toEqual([
      `warning nodes[1].disabled: Dial is disabled: calls pass by ${by}`,
    ])
  })

  it('can not be passed by an exit that it does not have', () => {
    expect(found(disabledNodes, flow({ start, dial: { ...off, passesBy: 'no_anser' } }))).toEqual([
      'error nodes[1].passesBy: Dial has no exit "no_anser"; did you mean "no_answer"?',
    ])
  })

  it('is never where a flow begins', () => {
    expect(found(disabledNodes, flow({ start: { ...start, disabled: true } }))).toEqual([
      "error nodes[0].disabled: Start can't be disabled: flows begin there",
    ])
  })

  it('says nothing while it is enabled, whatever exit was once chosen', () => {
    expect(found(disabledNodes, flow({ start, dial: { type: 'dial', passesBy: 'odd' } }))).toEqual([])
  })

  it('may have settings that are wrong: they stop no publishing', () => {
    const wrong = { type: 'dial', config: { to: [] } }
    const severities = (dial: object) =>
      check(flow({ start, dial: { ...wrong, ...dial } }, begun), toyNodes, toyValidators)
        .filter(({ field }) => field?.startsWith('config'))
        .map(({ severity }) => severity)
    expect(severities({})).toEqual(['error'])
    expect(severities({ disabled: true })).toEqual(['warning'])
  })

  it('sets no variable', () => {
    const document = flow({ start, dial: off, post: says('{{Dial.status}}') }, begun, 'dial completed post')
    expect(found(setVariables, document).map((line) => line.split(': ')[1])).toEqual([
      'Dial.status is never set before Post',
    ])
  })

  it('leads calls on by one exit only', () => {
    const wires = [begun, 'dial completed first', 'first success post', 'dial failed post']
    const nodes = { start, first: { type: 'post' }, post: says('{{First.status_code}}') }
    expect(found(setVariables, flow({ ...nodes, dial: off }, ...wires))).toEqual([])
    expect(found(setVariables, flow({ ...nodes, dial: { ...off, disabled: false } }, ...wires))).toHaveLength(
      1,
    )
  })

  it('holds up no loop', () => {
    const wires = ['dial completed post', 'post success dial']
    const loop = (dial: typeof off) => found(waitingLoops, flow({ dial, post: { type: 'post' } }, ...wires))
    expect(loop({ ...off, disabled: false })).toEqual([])
    expect(loop(off).map(inOneWord)).toEqual(['error'])
  })

  it('breaks a loop that begins at another exit', () => {
    const document = flow({ a: { type: 'post', disabled: true } }, 'a failed a')
    expect(found(waitingLoops, document)).toEqual([])
  })

  it('is one warning among all checks', () => {
    const document = flow({ start, dial: off }, begun)
    expect(check(document, toyNodes, toyValidators).map(inOneLine)).toEqual([
      'warning nodes[1].disabled: Dial is disabled: calls pass by Completed and the flow ends there',
    ])
  })
})

const inOneWord = (line: string) => line.split(' ')[0]
