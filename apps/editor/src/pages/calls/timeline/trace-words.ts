import type { EndReason, Json, TraceLine } from '@phloem/flow'
import type { Names } from './names.ts'

const ends: Record<EndReason, string> = {
  finished: 'The flow ended here.',
  unwired: 'The flow ended: nothing is wired to this exit.',
  caller_gone: 'The flow ended: the next node needs the caller, who is gone.',
}

/** What a step did; null for lines that stand on the timeline by themselves. */
export function traceWords(line: TraceLine, names: Names): string | null {
  switch (line.type) {
    case 'entered':
      return `Entered ${names.node(line.nodeId)}${line.visit > 1 ? ` (visit ${line.visit})` : ''}.`
    case 'waited':
      return `${names.node(line.nodeId)} waits.`
    case 'left': {
      const to = line.to === null ? 'nothing' : names.node(line.to)
      return `Left ${names.node(line.nodeId)} by ${names.exit(line.nodeId, line.exit)}, wired to ${to}.`
    }
    case 'passed_over': {
      const to = line.to === null ? 'nothing' : names.node(line.to)
      const exit = names.exit(line.nodeId, line.exit)
      return `${names.node(line.nodeId)} is disabled, passed over by ${exit}, wired to ${to}.`
    }
    case 'ignored':
      return `Moved nothing: ${line.reason}`
    case 'ended':
      return ends[line.reason]
    case 'noticed':
    case 'failed':
      return null
  }
}

/** Variables by their paths, as templates name them. */
export function flatten(variables: Record<string, Json>, prefix: string): [string, string][] {
  return Object.entries(variables).flatMap(([key, value]): [string, string][] => {
    const path = `${prefix}.${key}`
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return flatten(value, path)
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
  })
}
