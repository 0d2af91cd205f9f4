import { fitViewOptions } from '../canvas/fit-view.ts'
import { useReactFlow } from '../canvas/rf.ts'
import { toast } from '../ui/toast.ts'
import type { CommandRuns } from './commands/use-keyboard.ts'
import { useEditorStore } from './editor-context.ts'
import type { Layers } from './layers/use-layers.ts'
import type { Notes } from './notes/use-notes.ts'
import type { Arranging } from './use-arranging.ts'
import type { Clipboard } from './use-clipboard.ts'
import type { Deleting } from './use-deleting.ts'
import type { Finding } from './use-finding.ts'
import type { ProblemTour } from './use-problem-tour.ts'
import type { Publishing } from './use-publishing.ts'
import type { Walking } from './use-walking.ts'

/** What lies over the editor. */
export type Overlay = 'commands' | 'shortcuts' | 'history' | 'find' | 'connect' | 'connect_all' | 'versions'

const NUDGE_PX = 8
const JUMP_PX = 4 * NUDGE_PX

interface Parts {
  save: () => Promise<boolean>
  close: () => void
  open: (nodeId: string) => void
  publishing: Publishing
  deleting: Deleting
  clipboard: Clipboard
  arranging: Arranging
  walking: Walking
  tour: ProblemTour
  notes: Notes
  finding: Finding
  tidy: () => void
  simulate: (what: 'call' | 'scenarios') => void
  toggleDisabled: () => void
  layers: Pick<Layers, 'toggleLive' | 'toggleCounts'>
  addNode: () => void
  toggleOverview: () => void
  show: (overlay: Overlay) => void
}

/** What each command does. */
export function useCommands(parts: Parts): CommandRuns {
  const { publishing, deleting, clipboard, arranging, walking, tour, notes, show } = parts
  const editor = useEditorStore()
  const { zoomTo, zoomIn, zoomOut, fitView } = useReactFlow()
  const selected = () => editor.getState().selection.nodes
  const isOneNodeSelected = () => {
    const [id, ...others] = selected()
    return others.length === 0 && editor.getState().document.nodes.some((node) => node.id === id)
  }
  return {
    save: () => void parts.save(),
    publish: publishing.publish,
    show_versions: () => show('versions'),
    simulate: () => parts.simulate('call'),
    run_scenarios: () => parts.simulate('scenarios'),
    test_call: publishing.test,

    undo: editor.getState().undo,
    redo: editor.getState().redo,
    show_history: () => show('history'),
    cut: clipboard.cut,
    copy: clipboard.copy,
    paste: clipboard.paste,
    paste_wired: clipboard.pasteWired,
    duplicate: clipboard.duplicate,
    delete: deleting.delete,
    delete_and_heal: deleting.deleteAndHeal,
    select_all: () => {
      const { document, select } = editor.getState()
      select({ nodes: [...document.nodes, ...(document.notes ?? [])].map(({ id }) => id), edges: [] })
    },
    rename: () => {
      const [nodeId] = selected()
      if (nodeId !== undefined) parts.open(nodeId)
    },
    connect: () => {
      if (isOneNodeSelected()) show('connect')
      else toast('Select the one node to connect from.')
    },
    connect_all: () => {
      if (isOneNodeSelected()) show('connect_all')
      else toast('Select the one node to connect from.')
    },
    toggle_disabled: parts.toggleDisabled,
    add_node: parts.addNode,
    add_note: notes.add,
    grow_note: () => notes.grow(1),
    shrink_note: () => notes.grow(-1),
    close: parts.close,

    nudge_up: () => arranging.nudge(0, -NUDGE_PX),
    nudge_down: () => arranging.nudge(0, NUDGE_PX),
    nudge_left: () => arranging.nudge(-NUDGE_PX, 0),
    nudge_right: () => arranging.nudge(NUDGE_PX, 0),
    jump_up: () => arranging.nudge(0, -JUMP_PX),
    jump_down: () => arranging.nudge(0, JUMP_PX),
    jump_left: () => arranging.nudge(-JUMP_PX, 0),
    jump_right: () => arranging.nudge(JUMP_PX, 0),
    tidy: parts.tidy,
    align_left: () => arranging.align('left'),
    align_centre: () => arranging.align('centre'),
    align_right: () => arranging.align('right'),
    align_top: () => arranging.align('top'),
    align_middle: () => arranging.align('middle'),
    align_bottom: () => arranging.align('bottom'),
    distribute_horizontally: () => arranging.distribute('horizontally'),
    distribute_vertically: () => arranging.distribute('vertically'),

    walk_up: () => walking.walk('up'),
    walk_down: () => walking.walk('down'),
    walk_left: () => walking.walk('left'),
    walk_right: () => walking.walk('right'),
    find: () => show('find'),
    find_next: () => parts.finding.step(1),
    find_previous: () => parts.finding.step(-1),
    next_problem: () => tour.step(1),
    previous_problem: () => tour.step(-1),

    zoom_to_100: () => void zoomTo(1),
    fit_all: () => void fitView(fitViewOptions),
    fit_selection: () => void fitView({ ...fitViewOptions, nodes: selected().map((id) => ({ id })) }),
    zoom_in: () => void zoomIn(),
    toggle_overview: parts.toggleOverview,
    zoom_out: () => void zoomOut(),

    toggle_live: parts.layers.toggleLive,
    toggle_counts: parts.layers.toggleCounts,

    show_commands: () => show('commands'),
    show_shortcuts: () => show('shortcuts'),
  }
}
