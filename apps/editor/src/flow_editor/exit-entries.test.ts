import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import type { Edit } from './edits.ts'
import { allExitsEntries, exitEntries } from './exit-entries.ts'

const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
    { id: 'report', type: 'http_request', name: 'Report', config: {} },
  ],
  edges: [{ from: 'forward', exit: 'completed', to: 'report' }],
}

/** The entry of that title, run: the document afterwards, or what was asked for. */
function run(title: string, nodeId = 'forward') {
  let document = flow
  const asked: string[] = []
  const entries = exitEntries(flow, nodeId, nodes, {
    tx: (_, edit: Edit) => {
      document = edit(document)
    },
    onExtend: ({ from, exit }, { type }) => asked.push(`${from} ${exit} ${type}`),
    onInsert: ({ from, exit, to }, { type }) => asked.push(`${from} ${exit} ${type} ${to}`),
  })
  const entry = entries.find((each) => each.title === title)
  entry?.run('')
  return { entries: entries.map(({ group, title }) => `${group}: ${title}`), edges: document.edges, asked }
}

describe('the exits of a node', () => {
  it('are led to nodes, those that lead nowhere first', () => {
    const { entries, edges } = run('No Answer → Report')
    expect(entries[0]).toBe('Connect: No Answer → Report')
    expect(entries).toContain('Redirect: Completed → Report')
    expect(edges).toHaveLength(2)
  })

  it('are led to one node all at once', () => {
    expect(run('All exits → Report').edges.map(({ exit }) => exit)).toEqual([
      'completed',
      'no_answer',
      'busy_rejected',
      'failed',
    ])
  })

  it('are led to a new node, and a new node is put into their lines', () => {
    expect(run('Failed → a new Call Forward').asked).toEqual(['forward failed call_forward'])
    expect(run('Completed → a new Call Forward → Report').asked).toEqual([
      'forward completed call_forward report',
    ])
  })

  it('are cut, where a line is', () => {
    expect(run('Completed → nowhere').edges).toEqual([])
    expect(run('').entries.filter((entry) => entry.includes('nowhere'))).toHaveLength(1)
  })

  it('lead to no trigger, to no node itself, and by none that is never taken', () => {
    const { entries } = run('', 'start')
    expect(entries.filter((entry) => /→ (Start|a new Start)|Message/.test(entry))).toEqual([])
    expect(run('').entries.filter((entry) => /→ Forward$/.test(entry))).toEqual([])
    expect(run('', 'gone').entries).toEqual([])
  })

  it('are listed for one of them, with all at once', () => {
    const actions = { tx: () => undefined, onExtend: () => undefined, onInsert: () => undefined }
    const titles = exitEntries(flow, 'forward', [], actions, 'failed').map(({ title }) => title)
    expect(titles).toEqual(['Failed → Report', 'All exits → Report'])
  })

  it('are not led all at once where there is but one', () => {
    expect(allExitsEntries(flow, 'start', () => undefined)).toEqual([])
    expect(allExitsEntries(flow, 'report', () => undefined).map(({ title }) => title)).toEqual([
      'All exits → Forward',
    ])
  })
})
