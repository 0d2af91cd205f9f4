import type { Happening, ScenarioResult } from '../../api/simulations.ts'
import type { Names } from '../../pages/calls/timeline/names.ts'

/** How a scenario went, in words: of a request that changed, only the lines that did. */
export function differenceWords(difference: ScenarioResult['difference'], names: Names): string {
  if (difference === null) return 'As expected'
  const { expected, actual } = difference
  if (actual === null) return expected === null ? 'As expected' : `Missing: ${told(expected, names)}`
  if (expected === null) return `More than expected: ${told(actual, names)}`
  if (expected.did !== 'requested' || actual.did !== 'requested' || expected.nodeId !== actual.nodeId)
    return `Expected: ${told(expected, names)}. Now: ${told(actual, names)}.`
  const [before, now] = [expected.detail.split('\n'), actual.detail.split('\n')]
  const gone = before.filter((line) => !now.includes(line)).join(', ')
  const come = now.filter((line) => !before.includes(line)).join(', ')
  return `${whoOf(actual, names)} sends something else. Expected: ${gone || 'less'}. Now: ${come || 'less'}.`
}

const whoOf = ({ nodeId }: Happening, names: Names): string =>
  nodeId === null ? 'Phloem' : names.node(nodeId)

function told(happening: Happening, names: Names): string {
  const { nodeId, did, detail } = happening
  const who = whoOf(happening, names)
  switch (did) {
    case 'left':
      return `${who} goes on by ${nodeId === null ? detail : names.exit(nodeId, detail)}`
    case 'passed_over':
      return `${who} is passed over`
    case 'dialled':
      return `${who} calls ${detail}`
    case 'requested':
      return `${who} sends ${detail.split('\n')[0]}`
    case 'said':
      return `${who} says “${detail}”`
    case 'hung_up':
      return `${who} hangs up`
    case 'failed':
      return `${who} fails (${detail})`
  }
}
