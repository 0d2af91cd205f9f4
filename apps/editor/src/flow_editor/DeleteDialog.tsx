import { definitions } from '../canvas/definitions.ts'
import { fieldInWords } from '../inspector/config-fields.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { count } from '../words/count.ts'
import styles from './DeleteDialog.module.css'
import { useEditor } from './editor-context.ts'
import type { AskedDeletion } from './use-deleting.ts'

interface DeleteDialogProps {
  asked: AskedDeletion
  onGoTo: (nodeId: string, field: string) => void
  onClose: () => void
}

/** What would read variables that nobody sets any more. Each use leads to its field. */
export function DeleteDialog({ asked, onGoTo, onClose }: DeleteDialogProps) {
  const { uses, names } = asked
  const nodes = useEditor(({ document }) => document.nodes)
  const verb = uses.length === 1 ? 'uses' : 'use'
  return (
    <Dialog
      title={`${count(uses.length, 'place')} ${verb} ${names.join(', ')}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="danger"
            onClick={() => {
              asked.confirm()
              onClose()
            }}
          >
            Delete anyway
          </Button>
        </>
      }
    >
      <p>These templates would name a node that is not there any more:</p>
      <ul className={styles.uses}>
        {uses.map(({ node: id, field, text }) => {
          const node = nodes.find((known) => known.id === id)
          const definition = definitions.get(node?.type ?? '')
          return (
            <li key={`${id} ${field}`}>
              <button type="button" className={styles.use} onClick={() => onGoTo(id, field)}>
                <strong>{node?.name}</strong>
                <span>{definition ? fieldInWords(definition.config, field) : field}</span>
                <code>{text}</code>
              </button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
