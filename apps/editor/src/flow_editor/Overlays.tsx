import {
  type FlowDocument,
  type FlowNode,
  type FlowNote,
  type NodeDefinition,
  templatesOf,
} from '@phloem/flow'
import { useLocation } from 'wouter'
import { useFlows } from '../api/flows.ts'
import { definitions } from '../canvas/definitions.ts'
import { CommandPalette, type PaletteEntry } from './commands/CommandPalette.tsx'
import { commands } from './commands/command-table.ts'
import { shownKeys } from './commands/keys.ts'
import { ShortcutSheet } from './commands/ShortcutSheet.tsx'
import type { CommandRuns } from './commands/use-keyboard.ts'
import { useEditor } from './editor-context.ts'
import type { Transact } from './editor-store.ts'
import { connect } from './edits.ts'
import { HistoryDialog } from './HistoryDialog.tsx'
import type { Overlay } from './use-commands.ts'
import { VersionsDialog } from './versions/VersionsDialog.tsx'

interface OverlaysProps {
  overlay: Overlay
  runs: CommandRuns
  addable: readonly NodeDefinition[]
  onAdd: (definition: NodeDefinition) => void
  onGoTo: (nodeId: string) => void
  onClose: () => void
}

/** What lies over the editor. It is there from the beginning: what is typed at once must not be lost. */
export function Overlays({ overlay, runs, addable, onAdd, onGoTo, onClose }: OverlaysProps) {
  const { document, selection, tx } = useEditor((state) => state)
  const { nodes, notes = [], id } = document
  const [, goToPage] = useLocation()
  const flows = useFlows().data ?? []

  const commandEntries = commands
    .filter(([, { isKeysOnly }]) => !isKeysOnly)
    .map(
      ([command, { title, group, keys }]): PaletteEntry => ({
        id: command,
        title,
        group,
        ...(keys?.[0] && { keys: shownKeys(keys[0]) }),
        run: runs[command],
      }),
    )
  const addEntries = addable.map(
    (definition): PaletteEntry => ({
      id: `add-${definition.type}`,
      title: definition.title,
      group: 'Add',
      run: () => onAdd(definition),
    }),
  )
  const nodeEntries = nodes.map(
    (node): PaletteEntry => ({
      id: `node-${node.id}`,
      title: node.name,
      group: 'Node',
      run: () => onGoTo(node.id),
    }),
  )
  const flowEntries = flows
    .filter((flow) => flow.id !== id)
    .map(
      (flow): PaletteEntry => ({
        id: `flow-${flow.id}`,
        title: flow.name,
        group: 'Open',
        run: () => goToPage(`/flows/${flow.id}`),
      }),
    )

  switch (overlay) {
    case 'commands':
      return (
        <CommandPalette
          label="Commands"
          placeholder="A command, a node or a flow"
          entries={[...commandEntries, ...nodeEntries, ...addEntries, ...flowEntries]}
          onClose={onClose}
        />
      )
    case 'add':
      return (
        <CommandPalette label="Add a node" placeholder="What to add" entries={addEntries} onClose={onClose} />
      )
    case 'connect':
      return (
        <CommandPalette
          label="Connect an exit"
          placeholder="An exit and a node"
          entries={connections(document, selection.nodes[0], tx)}
          onClose={onClose}
        />
      )
    case 'find':
      return (
        <CommandPalette
          label="Find in this flow"
          placeholder="A name, a type or a text"
          entries={[...nodes.map(found), ...notes.map(foundNote)].map((entry) => ({
            ...entry,
            run: () => onGoTo(entry.id),
          }))}
          onClose={onClose}
        />
      )
    case 'shortcuts':
      return <ShortcutSheet onClose={onClose} />
    case 'versions':
      return <VersionsDialog onClose={onClose} />
    case 'history':
      return <HistoryDialog onClose={onClose} />
  }
}

/** Every exit of a node to every node that it may lead to, those that lead nowhere first; and all at once. */
function connections(document: FlowDocument, nodeId: string | undefined, tx: Transact): PaletteEntry[] {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const exits = (node && definitions.get(node.type)?.exits)?.filter((exit) => !exit.unavailable) ?? []
  if (node === undefined) return []
  const isWired = (exit: string) => document.edges.some((edge) => edge.from === node.id && edge.exit === exit)
  const targets = document.nodes.filter(({ id, type }) => id !== node.id && !definitions.get(type)?.isTrigger)
  const lead = (label: string, ids: readonly string[], to: string) => () =>
    tx(label, connect(...ids.map((exit) => ({ from: node.id, exit, to }))))
  const single = exits
    .toSorted((a, b) => Number(isWired(a.id)) - Number(isWired(b.id)))
    .flatMap(({ id, title }) =>
      targets.map(
        (target): PaletteEntry => ({
          id: `${id}-${target.id}`,
          title: `${title} → ${target.name}`,
          group: isWired(id) ? 'Redirect' : 'Connect',
          run: lead('Connect exit', [id], target.id),
        }),
      ),
    )
  const all = exits.map(({ id }) => id)
  const together = targets.map(
    (target): PaletteEntry => ({
      id: `all-${target.id}`,
      title: `All exits → ${target.name}`,
      group: 'Connect',
      run: lead(`Connect all exits of ${node.name}`, all, target.id),
    }),
  )
  return exits.length > 1 ? [...single, ...together] : single
}

const foundNote = ({ id, text }: FlowNote): Omit<PaletteEntry, 'run'> => ({
  id,
  title: text.split('\n')[0] || 'An empty note',
  group: 'Note',
  words: text,
})

/** A node with all that its fields say, for finding it by them. */
function found({ id, type, name, config }: FlowNode): Omit<PaletteEntry, 'run'> {
  const definition = definitions.get(type)
  const texts = definition ? templatesOf(definition.config, config).map(({ text }) => text) : []
  return { id, title: name, group: definition?.title ?? type, words: texts.join(' ') }
}
