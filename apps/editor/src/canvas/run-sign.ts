import type { NodeRun } from './run.ts'

export interface RunSign {
  sign: '●' | '✓' | '✕' | '–'
  /** For those who see neither sign nor colour. */
  words: string
  tone: 'running' | 'done' | 'failed' | 'passed_over'
}

/** How a node stands in a call. That the flow went on does not make it well: the report or the dial may have failed. */
export function runSign({ status, exit, report }: NodeRun): RunSign {
  if (status === 'failed') return { sign: '✕', words: 'failed', tone: 'failed' }
  if (status === 'passed_over') return { sign: '–', words: 'disabled, passed over', tone: 'passed_over' }
  if (status === 'running') return { sign: '●', words: 'running', tone: 'running' }
  if (report === 'dead') return { sign: '✕', words: 'report given up', tone: 'failed' }
  if (report === 'pending') return { sign: '●', words: 'report under way', tone: 'running' }
  if (exit === 'failed') return { sign: '✕', words: 'left by Failed', tone: 'failed' }
  return { sign: '✓', words: 'done', tone: 'done' }
}
