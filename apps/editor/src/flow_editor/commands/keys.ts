import { matchKeybindingPress, parseKeybinding } from 'tinykeys'
import { type CommandId, commands, type Place } from './command-table.ts'

const bindings = commands.flatMap(([id, { keys = [], where = 'page' }]) =>
  keys.flatMap((text) => parseKeybinding(text).map((press) => ({ id, press, where }))),
)

const places = {
  canvas: ['canvas'],
  page: ['canvas', 'elsewhere'],
  document: ['canvas', 'elsewhere', 'document_text'],
  everywhere: ['canvas', 'elsewhere', 'document_text', 'other_text'],
  clipboard: [],
} as const satisfies Record<string, readonly Place[]>

/** The command that keys mean at a place, or null when they mean none, or belong to an input method. */
export function commandOf(event: KeyboardEvent, place: Place): CommandId | null {
  if (event.isComposing) return null
  const isMeant = ({ press, where }: (typeof bindings)[number]) =>
    (places[where] as readonly Place[]).includes(place) && matchKeybindingPress(event, press)
  return bindings.find(isMeant)?.id ?? null
}

/** Where the focus is, as far as commands care. */
export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'elsewhere'
  if (target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')) {
    return target.closest('[data-edits-document]') ? 'document_text' : 'other_text'
  }
  return target.matches('body, main') || target.closest('.react-flow, [data-canvas]') ? 'canvas' : 'elsewhere'
}

const isApple = typeof navigator === 'object' && /Mac|iP(hone|ad|od)/.test(navigator.platform)

const names: Record<string, string> = isApple
  ? { $mod: '⌘', Shift: '⇧', Alt: '⌥' }
  : { $mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt' }
const keyNames: Record<string, string> = {
  Escape: 'Esc',
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
}

/** Keys as they are shown, e.g. `Ctrl K`; on Apple's machines with their signs. */
export function shownKeys(text: string): string {
  return text
    .split(/(?<=[\w\]])\+/)
    .filter((part) => !part.startsWith('['))
    .map((part) => names[part] ?? keyNames[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ')
}
