import { type FlowNode, type NodeDefinition, passingExit } from '@phloem/flow'
import type { Transact } from '../flow_editor/editor-store.ts'
import { setDisabled, setPassesBy } from '../flow_editor/edits.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './DisabledNode.module.css'

interface DisabledNodeProps {
  node: FlowNode
  definition: NodeDefinition
  tx: Transact
}

/** That a node is disabled, and by which exit calls pass over it. */
export function DisabledNode({ node, definition, tx }: DisabledNodeProps) {
  const exits = definition.exits.filter(({ unavailable }) => unavailable === undefined)
  return (
    <section className={styles.disabled} aria-label="Disabled">
      <p>
        <strong>Disabled.</strong> Calls pass over it: it does nothing and sets no variable.
      </p>
      <Field label="Calls pass by">
        {(control) => (
          <Select
            {...control}
            value={passingExit(node, definition) ?? ''}
            options={exits.map(({ id, title }) => ({ value: id, title }))}
            onChange={({ target }) => tx(`Pass over ${node.name}`, setPassesBy(node.id, target.value))}
          />
        )}
      </Field>
      <Button onClick={() => tx(`Enable ${node.name}`, setDisabled([node.id], false))}>Enable</Button>
    </section>
  )
}
