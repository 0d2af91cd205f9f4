import { Dialog } from '../ui/Dialog.tsx'
import { useEditor } from './editor-context.ts'
import styles from './HistoryDialog.module.css'

/** Every step since the flow was opened, newest first; picking one undoes or redoes up to it. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { past, future } = useEditor(({ history }) => history)
  const goTo = useEditor((state) => state.goTo)
  const steps = [...past, ...future]
  return (
    <Dialog title="History" onClose={onClose}>
      {steps.length === 0 ? (
        <p>Nothing was changed since the flow was opened.</p>
      ) : (
        <ol className={styles.steps} reversed>
          {steps
            .map((step, index) => (
              <li key={`${step.at} ${step.label}`}>
                <button
                  type="button"
                  aria-current={index === past.length - 1 ? 'step' : undefined}
                  data-undone={index >= past.length || undefined}
                  onClick={() => goTo(index + 1)}
                >
                  {step.label}
                  {index >= past.length && <span className={styles.undone}>undone</span>}
                </button>
              </li>
            ))
            .toReversed()}
          <li>
            <button
              type="button"
              aria-current={past.length === 0 ? 'step' : undefined}
              onClick={() => goTo(0)}
            >
              As it was opened
            </button>
          </li>
        </ol>
      )}
    </Dialog>
  )
}
