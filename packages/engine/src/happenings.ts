import { type Emitted, nameSecrets, type Request } from '@phloem/flow'
import type { SimulatedStep } from './simulate.ts'

/** One thing that a simulated call did, as a scenario expects it again. */
export interface Happening {
  /** Null: the engine itself. */
  nodeId: string | null
  did: 'left' | 'passed_over' | 'dialled' | 'requested' | 'said' | 'hung_up' | 'failed'
  /** The exit; the recipients; the request's method and URL, and a line for each of its values; the words; the failure. */
  detail: string
}

/**
 * What a call did that somebody could notice, in order: who was called, what was said and sent, and by which exits it went.
 * Names and times are left out, so that renaming a node changes nothing.
 */
export const happeningsIn = (steps: readonly Pick<SimulatedStep, 'effects' | 'trace'>[]): Happening[] =>
  steps.flatMap(({ effects, trace }) => [
    ...trace.flatMap((line): Happening[] => {
      if (line.type === 'left' || line.type === 'passed_over')
        return [{ nodeId: line.nodeId, did: line.type, detail: line.exit }]
      return line.type === 'failed' ? [{ nodeId: line.nodeId, did: 'failed', detail: line.code }] : []
    }),
    ...effects.flatMap(effectDone),
  ])

function effectDone(effect: Emitted): Happening[] {
  const { nodeId } = effect
  switch (effect.type) {
    case 'dial':
      return [{ nodeId, did: 'dialled', detail: effect.recipients.join(', ') }]
    case 'request':
      return [{ nodeId, did: 'requested', detail: nameSecrets(requestLines(effect).join('\n')) }]
    case 'speak':
      return [{ nodeId, did: 'said', detail: effect.text }]
    case 'hang_up':
      return [{ nodeId, did: 'hung_up', detail: '' }]
    case 'schedule':
      return []
  }
}

function requestLines({ method, url, query, body }: Request): string[] {
  const lines = [`${method} ${url}`, ...query.map(({ key, value }) => `?${key}=${value}`)]
  if (body.encoding === 'form') lines.push(...body.pairs.map(({ key, value }) => `${key}=${value}`))
  if (body.encoding === 'json') lines.push(...JSON.stringify(body.value, null, 1).split('\n'))
  return lines
}

/** Where a call went another way than expected; null sides: it did more, or less. */
export interface Difference {
  expected: Happening | null
  actual: Happening | null
}

/** The first difference, after which nothing can be compared; null when all is as expected. */
export function firstDifference(
  expected: readonly Happening[],
  actual: readonly Happening[],
): Difference | null {
  for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
    const [was, is] = [expected[index] ?? null, actual[index] ?? null]
    if (was?.nodeId !== is?.nodeId || was?.did !== is?.did || was?.detail !== is?.detail)
      return { expected: was, actual: is }
  }
  return null
}
