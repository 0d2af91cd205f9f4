import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Point } from '../../canvas/arrange.ts'
import { placeWithin } from '../../ui/place-within.ts'
import { useModal } from '../../ui/use-modal.ts'
import styles from './CommandPalette.module.css'
import { fitOf, wordsOf } from './match-words.ts'

export interface PaletteEntry {
  id: string
  title: string
  /** What kind of thing it is, e.g. `Edit` or `Node`. */
  group: string
  /** More to be found by, without being shown. */
  words?: string
  /** As they are shown. */
  keys?: string
  /** With what was typed to find it. */
  run: (typed: string) => void
}

interface CommandPaletteProps {
  /** What it is for, for those who can't see it. */
  label: string
  placeholder: string
  entries: readonly PaletteEntry[]
  /** Where it opens, in the window's pixels; else in the middle, over everything. */
  place?: Point
  onClose: () => void
}

const MOST_SHOWN = 60

/** A text field over a list: typing filters it, the arrows move in it, Enter runs. */
export function CommandPalette({
  label,
  placeholder,
  entries,
  place: opensAt,
  onClose,
}: CommandPaletteProps) {
  const id = useId()
  const chosen = useRef<{ entry: PaletteEntry; typed: string } | null>(null)
  // It runs once the focus is back where it was: the command may lead it elsewhere, or open the next dialog.
  const dialog = useModal(() => {
    onClose()
    chosen.current?.entry.run(chosen.current.typed)
  })
  useLayoutEffect(() => {
    if (dialog.current && opensAt) placeWithin(dialog.current, opensAt)
  }, [dialog, opensAt])
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [place, setPlace] = useState(0)
  const isFiltered = typed.trim() !== ''
  const words = useMemo(() => (isFiltered ? entries.map(wordsOfEntry) : []), [entries, isFiltered])
  const shown = useMemo(() => fitting(entries, words, typed), [entries, words, typed])
  const current = shown[Math.min(place, shown.length - 1)]
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another entry is the current one
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const run = (entry: PaletteEntry) => {
    chosen.current = { entry, typed }
    dialog.current?.close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const next = placeAfterKey(event.key, Math.min(place, shown.length - 1), shown.length)
    if (next !== null) setPlace(next)
    else if (event.key === 'Enter' && current) run(current)
    else return
    event.preventDefault()
  }
  return createPortal(
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-placed={opensAt !== undefined || undefined}
      aria-label={label}
      // A click beside it lands on the dialog itself.
      onPointerDown={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div className={styles.frame}>
        <input
          className={styles.input}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current && `${id}-${current.id}`}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            setPlace(0)
          }}
          onKeyDown={onKeyDown}
        />
        {shown.length === 0 && <p className={styles.none}>Nothing fits “{typed}”.</p>}
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className={styles.list}>
          {shown.map((entry) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field above, which keeps the focus
            // biome-ignore lint/a11y/useFocusableInteractive: as above, by aria-activedescendant
            <div
              key={entry.id}
              id={`${id}-${entry.id}`}
              role="option"
              aria-selected={entry === current}
              onPointerMove={() => setPlace(shown.indexOf(entry))}
              onClick={() => run(entry)}
            >
              <span className={styles.group}>{entry.group}</span>
              <span className={styles.title}>{entry.title}</span>
              {entry.keys && <kbd>{entry.keys}</kbd>}
            </div>
          ))}
        </div>
      </div>
    </dialog>,
    document.body,
  )
}

const wordsOfEntry = ({ title, group, words = '' }: PaletteEntry): string[] =>
  wordsOf(`${title} ${group} ${words}`)

/** The best first; in their own order where they are equal. */
function fitting(
  entries: readonly PaletteEntry[],
  words: readonly string[][],
  typed: string,
): readonly PaletteEntry[] {
  if (typed.trim() === '') return entries.slice(0, MOST_SHOWN)
  const parts = wordsOf(typed)
  return entries
    .map((entry, index) => ({ entry, fit: fitOf(parts, words[index] ?? []) }))
    .filter((each): each is { entry: PaletteEntry; fit: number } => each.fit !== null)
    .toSorted((a, b) => b.fit - a.fit)
    .slice(0, MOST_SHOWN)
    .map(({ entry }) => entry)
}

function placeAfterKey(key: string, place: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (place + 1) % count
  if (key === 'ArrowUp') return (place - 1 + count) % count
  if (key === 'PageDown') return Math.min(place + 8, count - 1)
  if (key === 'PageUp') return Math.max(place - 8, 0)
  return null
}
