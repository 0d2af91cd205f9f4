import type { NodeDefinition } from '@phloem/flow'
import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import { useFlows } from '../api/flows.ts'
import { CommandPalette, type PaletteEntry } from './commands/CommandPalette.tsx'
import { commands } from './commands/command-table.ts'
import { shownKeys } from './commands/keys.ts'
import { ShortcutSheet } from './commands/ShortcutSheet.tsx'
import type { CommandRuns } from './commands/use-keyboard.ts'
import { useEditor } from './editor-context.ts'
import { allExitsEntries, type ExitActions, exitEntries } from './exit-entries.ts'
import { findablesOf } from './finding.ts'
import type { Overlay } from './use-commands.ts'

const HistoryDialog = lazy(async () => ({ default: (await import('./HistoryDialog.tsx')).HistoryDialog }))
const VersionsDialog = lazy(async () => ({
  default: (await import('./versions/VersionsDialog.tsx')).VersionsDialog,
}))

interface OverlaysProps {
  overlay: Overlay
  runs: CommandRuns
  addable: readonly NodeDefinition[]
  onAdd: (definition: NodeDefinition) => void
  exitActions: ExitActions
  onGoTo: (nodeId: string) => void
  /** A node or note was found by a text. */
  onFind: (typed: string, id: string) => void
  onClose: () => void
}

/** What lies over the editor. It is there from the beginning: what is typed at once must not be lost. */
export function Overlays({
  overlay,
  runs,
  addable,
  onAdd,
  exitActions,
  onGoTo,
  onFind,
  onClose,
}: OverlaysProps) {
  const { document, selection, tx } = useEditor((state) => state)
  const { nodes, id } = document
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
    case 'connect':
      return (
        <CommandPalette
          label="Connect an exit"
          placeholder="An exit and a node"
          entries={exitEntries(document, selection.nodes[0], addable, exitActions)}
          onClose={onClose}
        />
      )
    case 'connect_all':
      return (
        <CommandPalette
          label="Connect all exits"
          placeholder="A node"
          entries={allExitsEntries(document, selection.nodes[0], tx)}
          onClose={onClose}
        />
      )
    case 'find':
      return (
        <CommandPalette
          label="Find in this flow"
          placeholder="A name, a type or a text"
          entries={findablesOf(document).map((findable) => ({
            ...findable,
            run: (typed: string) => onFind(typed, findable.id),
          }))}
          onClose={onClose}
        />
      )
    case 'shortcuts':
      return <ShortcutSheet onClose={onClose} />
    case 'versions':
      return (
        <Suspense fallback={null}>
          <VersionsDialog onClose={onClose} />
        </Suspense>
      )
    case 'history':
      return (
        <Suspense fallback={null}>
          <HistoryDialog onClose={onClose} />
        </Suspense>
      )
  }
}
