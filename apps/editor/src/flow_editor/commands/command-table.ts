/** Where the focus is: in a text of the document, in another text, on the canvas (or nowhere), or elsewhere. */
export type Place = 'document_text' | 'other_text' | 'canvas' | 'elsewhere'

export type CommandGroup = 'Flow' | 'Edit' | 'Arrange' | 'Go' | 'View' | 'Help'

export interface CommandEntry {
  title: string
  group: CommandGroup
  /** In the notation of tinykeys; the first is the one that is shown. */
  keys?: readonly string[]
  /**
   * Where the keys work; in a text most of them belong to the typing. `clipboard`: the browser's own event of the
   * clipboard runs it, so that no permission is needed.
   */
  where?: 'canvas' | 'page' | 'document' | 'everywhere' | 'clipboard'
  /** Said in the sheet; the keyboard alone has no use for it in a list of commands. */
  isKeysOnly?: true
}

export type Direction = 'up' | 'down' | 'left' | 'right'

const ARROWS = { up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight' } as const

/** One command for each arrow key. */
function directed<const Prefix extends string>(
  prefix: Prefix,
  group: CommandGroup,
  modifiers: string,
  title: string,
): Record<`${Prefix}_${Direction}`, CommandEntry> {
  const entries = Object.entries(ARROWS).map(([direction, key]) => {
    const entry = { title: `${title} ${direction}`, group, keys: [modifiers + key] }
    return [`${prefix}_${direction}`, { ...entry, where: 'canvas', isKeysOnly: true }]
  })
  return Object.fromEntries(entries)
}

/**
 * Every command of the flow editor, once: the keyboard, the command palette and the sheet of shortcuts are made from
 * this, in this order.
 */
export const commandTable = {
  save: { title: 'Save', group: 'Flow', keys: ['$mod+s'], where: 'everywhere' },
  publish: { title: 'Publish…', group: 'Flow', keys: ['Shift+p'], where: 'page' },
  show_versions: { title: 'Versions…', group: 'Flow', keys: ['v'], where: 'page' },
  simulate: { title: 'Simulate', group: 'Flow', keys: ['$mod+Enter'], where: 'everywhere' },
  run_scenarios: {
    title: 'Run all scenarios',
    group: 'Flow',
    keys: ['$mod+Shift+Enter'],
    where: 'everywhere',
  },
  test_call: { title: 'Test call…', group: 'Flow' },

  undo: { title: 'Undo', group: 'Edit', keys: ['$mod+z'], where: 'document' },
  redo: { title: 'Redo', group: 'Edit', keys: ['$mod+Shift+z', '$mod+y'], where: 'document' },
  show_history: { title: 'History…', group: 'Edit' },
  cut: { title: 'Cut', group: 'Edit', keys: ['$mod+x'], where: 'clipboard' },
  copy: { title: 'Copy', group: 'Edit', keys: ['$mod+c'], where: 'clipboard' },
  paste: { title: 'Paste', group: 'Edit', keys: ['$mod+v'], where: 'clipboard' },
  paste_wired: {
    title: 'Paste with the lines that led in',
    group: 'Edit',
    keys: ['$mod+Shift+v'],
    where: 'clipboard',
  },
  duplicate: { title: 'Duplicate', group: 'Edit', keys: ['$mod+d'], where: 'page' },
  delete: { title: 'Delete the selection', group: 'Edit', keys: ['Delete', 'Backspace'], where: 'canvas' },
  delete_and_heal: {
    title: 'Delete and close the gap',
    group: 'Edit',
    keys: ['$mod+Backspace', '$mod+Delete'],
    where: 'canvas',
  },
  select_all: { title: 'Select all nodes', group: 'Edit', keys: ['$mod+a'], where: 'canvas' },
  rename: { title: 'Rename the node', group: 'Edit', keys: ['F2'], where: 'page' },
  connect: { title: 'Connect an exit…', group: 'Edit', keys: ['c'], where: 'page' },
  connect_all: { title: 'Connect all exits to…', group: 'Edit', keys: ['Shift+c'], where: 'page' },
  toggle_disabled: { title: 'Disable or enable', group: 'Edit', keys: ['d'], where: 'page' },
  add_node: { title: 'Add a node…', group: 'Edit', keys: ['n'], where: 'page' },
  add_note: { title: 'Add a note', group: 'Edit', keys: ['Shift+n'], where: 'page' },
  grow_note: { title: 'Make the note larger', group: 'Edit' },
  shrink_note: { title: 'Make the note smaller', group: 'Edit' },
  close: { title: 'Close, deselect', group: 'Edit', keys: ['Escape'], where: 'document', isKeysOnly: true },

  ...directed('nudge', 'Arrange', 'Alt+', 'Move'),
  ...directed('jump', 'Arrange', 'Alt+Shift+', 'Move four times as far'),
  tidy: { title: 'Tidy', group: 'Arrange', keys: ['Shift+l'], where: 'page' },
  align_left: { title: 'Align left', group: 'Arrange' },
  align_centre: { title: 'Align centres', group: 'Arrange' },
  align_right: { title: 'Align right', group: 'Arrange' },
  align_top: { title: 'Align top', group: 'Arrange' },
  align_middle: { title: 'Align middles', group: 'Arrange' },
  align_bottom: { title: 'Align bottom', group: 'Arrange' },
  distribute_horizontally: { title: 'Distribute horizontally', group: 'Arrange' },
  distribute_vertically: { title: 'Distribute vertically', group: 'Arrange' },

  ...directed('walk', 'Go', '', 'To the next node'),
  find: { title: 'Find in this flow…', group: 'Go', keys: ['$mod+f'], where: 'page' },
  find_next: { title: 'Find the next', group: 'Go', keys: ['f'], where: 'page' },
  find_previous: { title: 'Find the one before', group: 'Go', keys: ['Shift+f'], where: 'page' },
  next_problem: { title: 'Next problem', group: 'Go', keys: ['F8'], where: 'everywhere' },
  previous_problem: { title: 'Previous problem', group: 'Go', keys: ['Shift+F8'], where: 'everywhere' },

  zoom_to_100: { title: 'Zoom to 100 %', group: 'View', keys: ['0'], where: 'page' },
  fit_all: { title: 'Show the whole flow', group: 'View', keys: ['1'], where: 'page' },
  fit_selection: { title: 'Show the selection', group: 'View', keys: ['2'], where: 'page' },
  zoom_in: { title: 'Zoom in', group: 'View', keys: ['[Shift]++'], where: 'page' },
  toggle_overview: { title: 'Show or hide the overview', group: 'View', keys: ['m'], where: 'page' },
  zoom_out: { title: 'Zoom out', group: 'View', keys: ['-'], where: 'page' },
  toggle_live: { title: 'Live calls on or off', group: 'View', keys: ['l'], where: 'page' },
  toggle_counts: { title: 'Counts on or off', group: 'View', keys: ['h'], where: 'page' },

  show_commands: { title: 'Command palette', group: 'Help', keys: ['$mod+k'], where: 'everywhere' },
  show_shortcuts: { title: 'Keyboard shortcuts', group: 'Help', keys: ['[Shift]+?'], where: 'page' },
} as const satisfies Record<string, CommandEntry>

export type CommandId = keyof typeof commandTable

export const commands = Object.entries(commandTable) as [CommandId, CommandEntry][]
