import { type FlowDocument, type Issue, isError, issueLine, type Severity } from '@phloem/flow'
import { Info, OctagonAlert, TriangleAlert, X } from 'lucide-react'
import { definitions } from '../canvas/definitions.ts'
import { useIssues } from '../canvas/problem-store.ts'
import { fieldTitle } from '../inspector/config-fields.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { useEditor } from './editor-context.ts'
import styles from './ProblemsDrawer.module.css'

const kinds: Record<Severity, { title: string; icon: typeof Info }> = {
  error: { title: 'Error', icon: OctagonAlert },
  warning: { title: 'Warning', icon: TriangleAlert },
  note: { title: 'Note', icon: Info },
}

interface ProblemsDrawerProps {
  current: Issue | null
  onPick: (issue: Issue) => void
  onClose: () => void
}

/** The issues of the flow; picking one leads to its node and field. */
export function ProblemsDrawer({ current, onPick, onClose }: ProblemsDrawerProps) {
  const issues = useIssues()
  const nodes = useEditor(({ document }) => document.nodes)
  return (
    <section className={styles.drawer} aria-label="Problems">
      <header className={styles.header}>
        <h2>Problems</h2>
        {issues.some(isError) && <p role="alert">Errors keep the flow from being published.</p>}
        <IconButton label="Close problems" icon={<X />} onClick={onClose} />
      </header>
      {issues.length === 0 ? (
        <p className={styles.none}>No problems. This flow can be published.</p>
      ) : (
        <ul>
          {issues.map((issue) => {
            const { title, icon: Icon } = kinds[issue.severity]
            return (
              <li key={issueLine(issue)}>
                <button
                  type="button"
                  className={styles.issue}
                  data-severity={issue.severity}
                  aria-current={(current !== null && issueLine(issue) === issueLine(current)) || undefined}
                  onClick={() => onPick(issue)}
                >
                  <Icon size={16} role="img" aria-label={title} />
                  <strong>{placeOf(nodes, issue)}</strong>
                  <span className={styles.message}>{issue.message}</span>
                </button>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}

/** The node and, where it is about one, the field, in the words of the page. */
function placeOf(nodes: FlowDocument['nodes'], { node: id, field }: Issue): string {
  const node = nodes.find((known) => known.id === id)
  if (!node) return id ?? 'Flow'
  const [, name = ''] = /^config\.(\w+)/.exec(field ?? '') ?? []
  const definition = definitions.get(node.type)
  const title = definition && fieldTitle(definition.config, name)
  return title === undefined ? node.name : `${node.name} · ${title}`
}
