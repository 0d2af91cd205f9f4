import { type FlowDocument, type FlowNode, type FlowNote, templatesOf } from '@phloem/flow'
import { definitions } from '../canvas/definitions.ts'
import { matchWords } from './commands/match-words.ts'

/** A node or a note, with all that it can be found by. */
export interface Findable {
  id: string
  title: string
  /** What kind of thing it is. */
  group: string
  words: string
}

/** Every node with what its fields say, and every note, in the order of the document. */
export const findablesOf = ({ nodes, notes = [] }: FlowDocument): Findable[] => [
  ...nodes.map(findableNode),
  ...notes.map(findableNote),
]

function findableNode({ id, type, name, config }: FlowNode): Findable {
  const definition = definitions.get(type)
  const texts = definition ? templatesOf(definition.config, config).map(({ text }) => text) : []
  return { id, title: name, group: definition?.title ?? type, words: texts.join(' ') }
}

const findableNote = ({ id, text }: FlowNote): Findable => ({
  id,
  title: text.split('\n')[0] || 'An empty note',
  group: 'Note',
  words: text,
})

/**
 * What fits a typed text, and comes after (or before) the one that is current, round the end. Null when nothing fits. All
 * fits an empty text.
 */
export function nextFound(
  findables: readonly Findable[],
  typed: string,
  current: string | undefined,
  by: 1 | -1,
): Findable | null {
  const fitting = findables.filter(
    ({ title, group, words }) => matchWords(typed, `${title} ${group} ${words}`) !== null,
  )
  const at = fitting.findIndex(({ id }) => id === current)
  if (at !== -1) return fitting.at((at + by) % fitting.length) ?? null
  // Whatever is current does not fit: go on from where it stands.
  const from = findables.findIndex(({ id }) => id === current)
  const isAhead = (one: Findable) => findables.indexOf(one) > from
  return by === 1
    ? (fitting.find(isAhead) ?? fitting[0] ?? null)
    : (fitting.findLast((one) => !isAhead(one)) ?? fitting.at(-1) ?? null)
}
