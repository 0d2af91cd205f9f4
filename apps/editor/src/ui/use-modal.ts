import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * A `<dialog>` that is modal while it is rendered; the focus goes back to where it was. `onClose` is called when the user
 * closes it, and the parent then stops rendering it.
 */
export function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  useLayoutEffect(() => {
    close.current = onClose
  })
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    // The event comes late: by then Strict Mode may have opened the dialog again.
    const onClosed = () => {
      if (!element.open) close.current()
    }
    element.showModal()
    element.addEventListener('close', onClosed)
    return () => {
      element.removeEventListener('close', onClosed)
      element.close()
    }
  }, [])
  return dialog
}
