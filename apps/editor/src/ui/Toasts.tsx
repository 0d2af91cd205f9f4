import { X } from 'lucide-react'
import { IconButton } from './IconButton.tsx'
import styles from './Toasts.module.css'
import { dismissToast, useToasts } from './toast.ts'

/** Rendered once; shows and announces what `toast()` says. */
export const Toasts = () => (
  <ul className={styles.toasts} aria-live="polite" aria-label="Notices">
    {useToasts().map(({ id, message, tone }) => (
      <li key={id} className={styles.toast} data-tone={tone}>
        <span>{message}</span>
        <IconButton label="Dismiss" icon={<X />} onClick={() => dismissToast(id)} />
      </li>
    ))}
  </ul>
)
