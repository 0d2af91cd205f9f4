import { useEffect, useRef } from 'react'
import { placeOf, type Shortcut, shortcutOf } from './shortcuts.ts'

/** Runs the commands of the keyboard; behind an open dialog they rest. */
export function useShortcuts(commands: Record<Shortcut, () => void>): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const shortcut = shortcutOf(event, placeOf(event.target))
      if (shortcut === null) return
      event.preventDefault()
      latest.current[shortcut]()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
