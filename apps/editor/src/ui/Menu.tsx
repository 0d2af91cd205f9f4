import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Menu.module.css'

export interface MenuItem {
  title: string
  icon?: ReactNode
  onSelect: () => void
  disabled?: boolean
  tone?: 'danger'
}

interface MenuProps {
  label: string
  icon?: ReactNode
  /** Shows only the icon; the label is then its name and tooltip. */
  isIconOnly?: boolean
  variant?: 'default' | 'primary' | 'ghost'
  items: readonly MenuItem[]
}

/** A button that opens a list of commands: arrow keys, Home, End, first letters, Esc. */
export function Menu({ label, icon, isIconOnly = false, variant = 'default', items }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const buttonProps = {
    ref: button,
    popoverTarget: id,
    'aria-haspopup': 'menu',
  } as const
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])]
    const next = entryAfterKey(event.key, entries, document.activeElement)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <>
      {isIconOnly ? (
        <IconButton {...buttonProps} label={label} icon={icon} />
      ) : (
        <Button {...buttonProps} icon={icon} variant={variant}>
          {label}
        </Button>
      )}
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={styles.menu}
        onKeyDown={onKeyDown}
        onToggle={(event) => {
          if (event.newState !== 'open' || !button.current || !menu.current) return
          place(menu.current, button.current)
          menu.current.querySelector<HTMLElement>('[role=menuitem]:not(:disabled)')?.focus()
        }}
      >
        {items.map((item) => (
          <button
            key={item.title}
            type="button"
            role="menuitem"
            tabIndex={-1}
            disabled={item.disabled}
            data-tone={item.tone}
            onClick={() => {
              menu.current?.hidePopover()
              item.onSelect()
            }}
          >
            {item.icon}
            {item.title}
          </button>
        ))}
      </div>
    </>
  )
}

/** Below the button, or above it where the window ends. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const gap = 4
  const below = anchor.bottom + gap
  const top = below + height > window.innerHeight ? Math.max(gap, anchor.top - height - gap) : below
  const left = Math.max(gap, Math.min(anchor.left, window.innerWidth - width - gap))
  menu.style.top = `${top}px`
  menu.style.left = `${left}px`
}

function entryAfterKey(
  key: string,
  entries: HTMLElement[],
  current: Element | null,
): HTMLElement | undefined {
  const index = entries.indexOf(current as HTMLElement)
  if (key === 'ArrowDown') return entries[(index + 1) % entries.length]
  if (key === 'ArrowUp') return entries.at(index <= 0 ? -1 : index - 1)
  if (key === 'Home') return entries[0]
  if (key === 'End') return entries.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const startsWithKey = (entry: HTMLElement) => entry.textContent?.toLowerCase().startsWith(key.toLowerCase())
  return [...entries.slice(index + 1), ...entries].find(startsWithKey)
}
