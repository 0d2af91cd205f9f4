export type Shortcut = 'save' | 'undo' | 'redo' | 'delete' | 'close' | 'next_problem' | 'previous_problem'

/** The keys of each command, for the sheet in the page. */
export const shortcutSheet: readonly { keys: string; title: string }[] = [
  { keys: 'Ctrl S', title: 'Save' },
  { keys: 'Ctrl Z', title: 'Undo' },
  { keys: 'Shift Ctrl Z', title: 'Redo' },
  { keys: 'Delete', title: 'Delete the selection' },
  { keys: 'Enter', title: 'Open the focused node' },
  { keys: 'Esc', title: 'Close, deselect' },
  { keys: 'Arrows', title: 'Move the selected node' },
  { keys: 'Shift drag', title: 'Select several nodes' },
  { keys: 'F8', title: 'Next problem' },
]

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'isComposing'>

/** Where the focus is: in a text of the document, in another text, on the canvas (or nowhere), or elsewhere. */
export type Place = 'document_text' | 'other_text' | 'canvas' | 'elsewhere'

/**
 * The command that keys mean at a place. In texts only saving and, where the text is the document's, undoing are
 * ours; the rest belongs to the typing.
 */
export function shortcutOf(
  { key, ctrlKey, metaKey, shiftKey, altKey, isComposing }: Keys,
  place: Place,
): Shortcut | null {
  if (isComposing || altKey) return null
  const isText = place === 'document_text' || place === 'other_text'
  if (ctrlKey || metaKey) {
    const letter = key.toLowerCase()
    if (letter === 's' && !shiftKey) return 'save'
    if (place === 'other_text') return null
    if (letter === 'z') return shiftKey ? 'redo' : 'undo'
    return letter === 'y' && !shiftKey ? 'redo' : null
  }
  if (key === 'F8') return shiftKey ? 'previous_problem' : 'next_problem'
  if (key === 'Escape') return place === 'other_text' ? null : 'close'
  const isDelete = key === 'Delete' || key === 'Backspace'
  return isDelete && !isText && place === 'canvas' ? 'delete' : null
}

/** Where the focus is, as far as shortcuts care. */
export function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'elsewhere'
  if (target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')) {
    return target.closest('[data-edits-document]') ? 'document_text' : 'other_text'
  }
  return target === document.body || target.closest('.react-flow') ? 'canvas' : 'elsewhere'
}
