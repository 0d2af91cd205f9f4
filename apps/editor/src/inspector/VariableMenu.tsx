import { Braces } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Run } from '../canvas/run.ts'
import { useInspector } from './inspector-context.ts'
import { sampleIn } from './preview.ts'
import styles from './VariableMenu.module.css'
import { reachWords, templateOf, type VariableGroup, variableFacts } from './variables-in-scope.ts'

/** A button that opens the list of variables by node, the nearest upstream first; typing narrows it. */
export function VariableMenu({ run, onPick }: { run: Run | null; onPick: (template: string) => void }) {
  const { groups } = useInspector()
  const popover = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()

  const entries = isOpen ? entriesOf(groups, search, run) : []
  const open = () => {
    const { bottom, top, right } = button.current?.getBoundingClientRect() ?? { bottom: 0, top: 0, right: 0 }
    const menu = popover.current
    if (!menu) return
    menu.showPopover()
    const { width, height } = menu.getBoundingClientRect()
    const isBelow = bottom + 4 + height <= window.innerHeight
    menu.style.left = `${Math.max(8, right - width)}px`
    menu.style.top = `${isBelow ? bottom + 4 : Math.max(8, top - 4 - height)}px`
  }
  const pick = (template: string | undefined) => {
    if (template === undefined) return
    popover.current?.hidePopover()
    onPick(template)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') event.stopPropagation()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setActive((index) => Math.min(Math.max(index + step, 0), entries.length - 1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      pick(entries[active]?.template)
    }
  }

  return (
    <>
      <button
        type="button"
        ref={button}
        className={styles.button}
        aria-label="Insert variable"
        title="Insert variable"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        onClick={open}
      >
        <Braces size={15} aria-hidden="true" />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the search field inside */}
      <div
        ref={popover}
        popover="auto"
        className={styles.menu}
        onKeyDown={onKeyDown}
        onToggle={({ newState }) => {
          setIsOpen(newState === 'open')
          setSearch('')
          setActive(0)
        }}
      >
        {isOpen && (
          <>
            <input
              type="text"
              autoFocus
              className={styles.search}
              placeholder="Find a variable"
              aria-label="Find a variable"
              role="combobox"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={entries.length > 0 ? `${listId}-${active}` : undefined}
              value={search}
              onChange={({ target }) => {
                setSearch(target.value)
                setActive(0)
              }}
            />
            <div role="listbox" aria-label="Variables" id={listId} className={styles.list}>
              {entries.length === 0 && <p className={styles.none}>No variable is called that.</p>}
              {entries.map(({ group, isFirst, template, facts }, index) => (
                <div key={template}>
                  {isFirst && (
                    <p className={styles.group} aria-hidden="true">
                      {group.node.name} <span>{reachWords[group.reach]}</span>
                    </p>
                  )}
                  {/* biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keys */}
                  <div
                    role="option"
                    id={`${listId}-${index}`}
                    aria-selected={index === active}
                    tabIndex={-1}
                    className={styles.option}
                    onClick={() => pick(template)}
                    onMouseMove={() => setActive(index)}
                    ref={index === active ? scrollToIt : null}
                  >
                    <code>{template}</code>
                    <span>{facts}</span>
                  </div>
                </div>
              ))}
            </div>
          </>
        )}
      </div>
    </>
  )
}

const scrollToIt = (option: HTMLElement | null): void => option?.scrollIntoView({ block: 'nearest' })

interface Entry {
  group: VariableGroup
  isFirst: boolean
  template: string
  /** What it is, its type, an example, and whether it is always set. */
  facts: string
}

function entriesOf(groups: readonly VariableGroup[], search: string, run: Run | null): Entry[] {
  const words = search.toLowerCase().split(/\s+/)
  return groups.flatMap((group) =>
    group.variables
      .map((variable) => ({
        group,
        template: templateOf(group.node, variable.path),
        facts: variableFacts(variable, sampleIn(run, group.node.id, variable)),
      }))
      .filter(({ template, facts }) =>
        words.every((word) => `${template} ${facts}`.toLowerCase().includes(word)),
      )
      .map((entry, index) => ({ ...entry, isFirst: index === 0 })),
  )
}
