import { X } from 'lucide-react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import styles from './Toasts.module.css'
import { dismissToast, holdToast, letToastGo, useToastSlot, useToasts } from './toast.ts'

/** Rendered once; shows and announces what `toast()` says, in the page's `ToastSlot` if it has one. */
export function Toasts() {
  const toasts = useToasts()
  const slot = useToastSlot()
  const list = (
    <ul
      className={styles.toasts}
      data-in-slot={slot !== null || undefined}
      aria-live="polite"
      aria-label="Notices"
    >
      {toasts.map(({ id, message, tone, action }) => (
        <li
          key={id}
          className={styles.toast}
          data-tone={tone}
          onMouseEnter={() => holdToast(id)}
          onMouseLeave={() => letToastGo(id)}
          onFocus={() => holdToast(id)}
          onBlur={() => letToastGo(id)}
        >
          <span>{message}</span>
          {action && (
            <Button
              onClick={() => {
                dismissToast(id)
                action.run()
              }}
            >
              {action.title}
            </Button>
          )}
          <IconButton label="Dismiss" icon={<X />} onClick={() => dismissToast(id)} />
        </li>
      ))}
    </ul>
  )
  return createPortal(list, slot ?? document.body)
}
