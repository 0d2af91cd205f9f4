/**
 * Focuses the first control, in the order of the page, that one of the fields names. A field that has no control
 * of its own, such as one of several recipients, stands for the one around it. False when none is there.
 */
export function focusField(root: HTMLElement, fields: readonly string[]): boolean {
  const elements = fields.flatMap((field) => elementFor(root, field) ?? [])
  const [first] = elements.sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  )
  if (!first) return false
  const details = first.closest('details')
  if (details) details.open = true
  const control = first.matches('fieldset')
    ? first.querySelector<HTMLElement>('input, select, button')
    : first
  control?.focus()
  control?.scrollIntoView({ block: 'nearest' })
  return true
}

function elementFor(root: HTMLElement, field: string): HTMLElement | null {
  const element = root.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)
  const around = field.replace(/(\.\w+|\[\d+\])$/, '')
  return element ?? (around === field ? null : elementFor(root, around))
}
