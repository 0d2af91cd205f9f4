import type { FlowNode, Json, NodeDefinition, Variable } from '@phloem/flow'
import { type Run, SIMULATED } from '../canvas/run.ts'
import { timeOfDay } from '../words/time.ts'

/** A variable's value in the last run, or else its sample, as a short text; empty for what has no short one. */
export function sampleIn(run: Run | null, nodeId: string, { path, sample }: Variable): string {
  const value = valueAt(run?.variables[nodeId], path) ?? sample
  return typeof value === 'object' ? '' : String(value)
}

export interface PreviewValues {
  /** Node name → its variables. */
  variables: Record<string, Json>
  /** The names of the nodes of whose variables only samples are known. */
  sampled: ReadonlySet<string>
}

/** What each node's variables were in the run; of nodes that it did not pass, their samples. */
export function previewValues(
  nodes: readonly FlowNode[],
  definitions: ReadonlyMap<string, NodeDefinition>,
  run: Run | null,
): PreviewValues {
  const known = nodes.filter(({ id }) => run?.variables[id] !== undefined)
  const sampled = nodes.filter((node) => !known.includes(node))
  return {
    variables: Object.fromEntries([
      ...known.map(({ id, name }) => [name, run?.variables[id] ?? {}] as const),
      ...sampled.map(({ name, type }) => [name, samples(definitions.get(type)?.variables ?? [])] as const),
    ]),
    sampled: new Set(sampled.map(({ name }) => name)),
  }
}

/** Where the values of these nodes are from, in words. */
export function whence(
  named: readonly string[],
  { sampled }: PreviewValues,
  run: Run | null,
  now: number,
): string {
  const samplesOnly = [...new Set(named)].filter((name) => sampled.has(name))
  if (run === null || samplesOnly.length === new Set(named).size) return 'sample'
  const source =
    run.callUUID === SIMULATED
      ? 'from the simulation'
      : `from the call of ${timeOfDay(run.startedAt ?? now, now)}`
  return samplesOnly.length === 0 ? source : `${source}; sample of ${samplesOnly.join(', ')}`
}

function samples(variables: readonly Variable[]): Record<string, Json> {
  const root: Record<string, Json> = {}
  for (const { path, sample } of variables) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    let place = root
    for (const key of keys) {
      place[key] ??= {}
      place = place[key] as Record<string, Json>
    }
    place[last] = sample
  }
  return root
}

const valueAt = (value: Json | undefined, path: string): Json | undefined =>
  path
    .split('.')
    .reduce<Json | undefined>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, Json>)[key] : undefined,
      value,
    )
