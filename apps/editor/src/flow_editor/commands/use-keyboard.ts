import { useEffect, useRef } from 'react'
import type { CommandId } from './command-table.ts'
import { commandOf, placeOf } from './keys.ts'

export type CommandRuns = Record<CommandId, () => void>

/** Runs the commands of the keyboard; behind an open dialog they rest. */
export function useKeyboard(runs: CommandRuns): void {
  const latest = useRef(runs)
  useEffect(() => {
    latest.current = runs
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return
      const command = commandOf(event, placeOf(event.target))
      if (command === null) return
      event.preventDefault()
      latest.current[command]()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
