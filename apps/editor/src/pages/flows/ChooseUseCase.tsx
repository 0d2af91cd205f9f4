import { ChevronRight } from 'lucide-react'
import { useLocation } from 'wouter'
import { useCreateFlow } from '../../api/flows.ts'
import { templates } from '../../templates/index.ts'
import type { FlowTemplate } from '../../templates/template.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { FormError } from '../../ui/FormError.tsx'
import styles from './ChooseUseCase.module.css'
import { newFlow } from './new-flow.ts'

/** Choosing makes the draft and opens it. */
export function ChooseUseCase({ names, onClose }: { names: readonly string[]; onClose: () => void }) {
  const [, navigate] = useLocation()
  const creation = useCreateFlow()
  const choose = (template: FlowTemplate) =>
    creation.mutate(newFlow(template, names), {
      onSuccess: ({ document }) => navigate(`/flows/${document.id}`),
    })
  return (
    <Dialog title="Choose your use case" onClose={onClose}>
      <ul className={styles.choices}>
        {templates.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              className={styles.choice}
              disabled={creation.isPending}
              onClick={() => choose(template)}
            >
              <span className={styles.title}>{template.title}</span>
              <span className={styles.description}>{template.description}</span>
              <ChevronRight aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <FormError error={creation.error} />
    </Dialog>
  )
}
