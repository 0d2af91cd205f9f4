import type { FlowDocument } from '@phloem/flow'

const COLUMNS = 20

/** A flow of so many nodes, always the same: every call is forwarded on, each of its ends reported or forwarded again. */
export function flowOf(count: number, id: string): FlowDocument {
  const dice = createDice(count)
  const nodes: FlowDocument['nodes'] = [{ id: 'start', type: 'start', name: 'Start', config: {} }]
  const edges: FlowDocument['edges'] = []
  const layout: NonNullable<FlowDocument['layout']> = { start: { x: 0, y: -200 } }
  for (let index = 1; index < count; index += 1) {
    const isForward = index % 3 !== 0
    nodes.push(isForward ? forward(index) : report(index))
    const [row, column] = [Math.floor((index - 1) / COLUMNS), (index - 1) % COLUMNS]
    layout[`n${index}`] = { x: column * 400, y: row * 240 }
    for (const exit of isForward ? ['completed', 'no_answer', 'busy_rejected', 'failed'] : ['success']) {
      const to = index + 1 + Math.floor(dice() * COLUMNS * 2)
      if (to < count && (exit === 'completed' || dice() < 0.3))
        edges.push({ from: `n${index}`, exit, to: `n${to}` })
    }
  }
  edges.unshift({ from: 'start', exit: 'incoming_call', to: 'n1' })
  return { phloem: 1, id, name: `${count} nodes`, nodes, edges, layout }
}

const forward = (index: number) => ({
  id: `n${index}`,
  type: 'call_forward',
  name: `Call_Forward_${index}`,
  config: { from: '{{Start.call.from}}', to: ['+12025550101', '+12025550102'], ringTimeoutSeconds: 30 },
})

const report = (index: number) => ({
  id: `n${index}`,
  type: 'http_request',
  name: `HTTP_Request_${index}`,
  config: {
    method: 'POST',
    url: 'https://example.com/dial-status',
    encoding: 'form',
    pairs: [{ key: 'DialStatus', value: `{{Call_Forward_${index - 1}.DialStatus}}` }],
  },
})

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
