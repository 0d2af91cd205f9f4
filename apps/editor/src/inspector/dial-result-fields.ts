import type { KeyValue } from '@phloem/flow'
import { templateOf, type VariableGroup } from './variables-in-scope.ts'

const isDialResult = ({ path }: { path: string }): boolean => path.startsWith('Dial')

/**
 * The pairs that report how a dial ended, as Plivo's guide on dial status reporting lists them, read from the
 * nearest node that dials; empty where none does. `groups` stand nearest first.
 */
export function dialResultPairs(groups: readonly VariableGroup[]): KeyValue[] {
  const dialling = groups.find(({ variables }) => variables.some(isDialResult))
  return (dialling?.variables ?? [])
    .filter(isDialResult)
    .map(({ path }) => ({ key: path, value: dialling ? templateOf(dialling.node, path) : '' }))
}

/** Adds pairs below those that are there, without the empty rows; a key that is there already keeps its value. */
export function addPairs(pairs: readonly KeyValue[], added: readonly KeyValue[]): KeyValue[] {
  const filled = pairs.filter(({ key, value }) => key !== '' || value !== '')
  const keys = new Set(filled.map(({ key }) => key))
  return [...filled, ...added.filter(({ key }) => !keys.has(key))]
}
