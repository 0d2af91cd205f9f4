import type { FlowNode, Issue, NodeDefinition } from '@phloem/flow'
import type { Transact } from '../flow_editor/editor-store.ts'
import { setField } from '../flow_editor/edits.ts'
import { EGRESS_REFUSED } from '../flow_editor/egress-verdicts.ts'
import { afterPress } from './after-press.ts'
import styles from './ConfigForm.module.css'
import { type ConfigField, configFields, isAdvanced } from './config-fields.ts'
import { issuesAt } from './field-props.ts'
import { fieldKey, touch, useFieldStore, useFields } from './field-store.ts'
import { widgets } from './widgets/index.ts'

interface ConfigFormProps {
  node: FlowNode
  definition: NodeDefinition
  issues: readonly Issue[]
  tx: Transact
}

/** The form of a node's config, drawn from its schema. */
export function ConfigForm({ node, definition, issues, tx }: ConfigFormProps) {
  const fields = configFields(definition.config, node.config)
  const advanced = fields.filter(isAdvanced)
  const draw = (field: ConfigField) => <FormField key={field.name} {...{ field, node, issues, tx }} />
  return (
    <>
      {fields.filter((field) => !isAdvanced(field)).map(draw)}
      {advanced.length > 0 && (
        <details className={styles.more}>
          <summary>More settings</summary>
          <div className={styles.fields}>{advanced.map(draw)}</div>
        </details>
      )}
    </>
  )
}

function FormField({
  field,
  node,
  issues,
  tx,
}: Omit<ConfigFormProps, 'definition'> & { field: ConfigField }) {
  const store = useFieldStore()
  const name = `config.${field.name}`
  const key = fieldKey(node.id, name)
  const isShown = useFields(({ touched, validated }) => touched.has(key) || validated.has(node.id))
  const Widget = widgets[field.widget]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices when the focus leaves the field
    <div
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) afterPress(() => touch(store, node.id, name))
      }}
    >
      <Widget
        field={name}
        schema={field.schema}
        value={node.config[field.name]}
        onChange={(value) =>
          tx(
            `Edit ${field.schema.title ?? field.name} of ${node.name}`,
            setField(node.id, field.name, value),
            {
              coalesce: key,
            },
          )
        }
        issues={issuesAt(issues, name).filter(({ code }) => isShown || code === EGRESS_REFUSED)}
      />
    </div>
  )
}
