import type { FlowDocument, FlowNode } from '@phloem/flow'
import { definitions } from '../canvas/definitions.ts'
import { shapeOf } from '../canvas/node-shape.ts'
import type { Transact } from '../flow_editor/editor-store.ts'
import { connect, disconnect } from '../flow_editor/edits.ts'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './ExitTargets.module.css'

interface ExitTargetsProps {
  document: FlowDocument
  node: FlowNode
  tx: Transact
}

/** Where each exit leads: the same as drawing an edge, without the mouse. */
export function ExitTargets({ document, node, tx }: ExitTargetsProps) {
  const { exits } = shapeOf(node, definitions.get(node.type), document.edges)
  const targetOf = (exit: string) =>
    document.edges.find((edge) => edge.from === node.id && edge.exit === exit)?.to
  const targets = document.nodes
    .filter(({ id, type }) => !definitions.get(type)?.isTrigger && (id !== node.id || isLooped(document, id)))
    .map(({ id, name }) => ({ value: id, title: name }))
  const lead = (ids: readonly string[], to: string) => {
    const edges = ids.map((exit) => ({ from: node.id, exit, to }))
    tx(
      edges.length === 1 ? 'Connect exit' : `Connect all exits of ${node.name}`,
      to === ''
        ? (before) => edges.reduce((result, edge) => disconnect(edge)(result), before)
        : connect(...edges),
    )
  }
  if (exits.length === 0) return null
  return (
    <fieldset className={styles.exits}>
      <legend>Exits</legend>
      {exits.map(({ id, title }) => (
        <div key={id} className={styles.exit}>
          <Field label={title}>
            {(control) => (
              <Select
                {...control}
                value={targetOf(id) ?? ''}
                options={[{ value: '', title: 'Leads nowhere' }, ...targets]}
                onChange={({ target }) => lead([id], target.value)}
              />
            )}
          </Field>
        </div>
      ))}
      {exits.length > 1 && (
        <div className={styles.exit}>
          <Field label="All exits">
            {(control) => (
              <Select
                {...control}
                value=""
                options={[{ value: '', title: 'Connect all…', disabled: true }, ...targets]}
                onChange={({ target }) =>
                  lead(
                    exits.map(({ id }) => id),
                    target.value,
                  )
                }
              />
            )}
          </Field>
        </div>
      )}
    </fieldset>
  )
}

const isLooped = ({ edges }: FlowDocument, id: string): boolean =>
  edges.some(({ from, to }) => from === id && to === id)
