import type { FlowNode, Json, NodeDefinition } from '@phloem/flow'
import { Copy } from 'lucide-react'
import { IconButton } from '../ui/IconButton.tsx'
import { toast } from '../ui/toast.ts'
import styles from './InformationTab.module.css'
import { templateOf } from './variables-in-scope.ts'

interface InformationTabProps {
  node: FlowNode
  definition: NodeDefinition
  /** The exits that lead somewhere. */
  wired: readonly string[]
}

/** What the node does, how it ends, and what later nodes may read of it. */
export function InformationTab({ node, definition, wired }: InformationTabProps) {
  const mode = definition.mode?.((exit) => wired.includes(exit))
  return (
    <div className={styles.information}>
      <p>{definition.description}</p>
      {mode && (
        <section className={styles.mode}>
          <h3>{mode.title}</h3>
          <p>{mode.description}</p>
        </section>
      )}
      <section>
        <h3>Exits</h3>
        <dl className={styles.exits}>
          {definition.exits.map(({ id, title, description, unavailable }) => (
            <div key={id}>
              <dt>
                {title} <code>{id}</code>
              </dt>
              <dd>{unavailable ?? description}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h3>Variables</h3>
        <ul className={styles.variables}>
          {definition.variables.map(({ path, title, sample }) => {
            const template = templateOf(node, path)
            return (
              <li key={path}>
                <div>
                  <code>{template}</code>
                  <p>{sampleText(sample) === '' ? title : `${title}, e.g. ${sampleText(sample)}`}</p>
                </div>
                <IconButton label={`Copy ${template}`} icon={<Copy />} onClick={() => void copy(template)} />
              </li>
            )
          })}
        </ul>
      </section>
    </div>
  )
}

const sampleText = (sample: Json): string => (typeof sample === 'object' ? '' : String(sample))

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(`Copied ${text}`)
  } catch {
    // Browsers give the clipboard to secure pages only.
    toast(`Your browser does not let this page copy ${text}`, 'warning')
  }
}
