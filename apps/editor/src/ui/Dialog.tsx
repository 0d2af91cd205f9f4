import { X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { createPortal } from 'react-dom'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'
import { useModal } from './use-modal.ts'

interface DialogProps {
  title: string
  /** Called when the user closes it (Esc, the cross); the parent then stops rendering it. */
  onClose: () => void
  footer?: ReactNode
  size?: 'default' | 'wide'
  /** Holds only text: it gets the focus itself, so that keys scroll it. */
  isText?: boolean
  children: ReactNode
}

/** Stands at the end of the page, so that no table or bar from which it was opened styles it. */
export function Dialog({ title, onClose, footer, size = 'default', isText = false, children }: DialogProps) {
  const titleId = useId()
  const dialog = useModal(onClose)
  return createPortal(
    <dialog ref={dialog} className={styles.dialog} data-size={size} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h2 id={titleId}>{title}</h2>
      </header>
      <div
        className={styles.body}
        {...(isText && { tabIndex: 0, role: 'group', 'aria-labelledby': titleId })}
      >
        {children}
      </div>
      {footer && <footer className={styles.footer}>{footer}</footer>}
      {/* Last, so that the focus begins in the form. */}
      <IconButton
        className={styles.close ?? ''}
        label="Close"
        icon={<X />}
        onClick={() => dialog.current?.close()}
      />
    </dialog>,
    document.body,
  )
}
