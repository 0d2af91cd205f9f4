import { type FlowDocument, type FlowNode, renameNode } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { useEffect, useState } from 'react'
import type { Transact } from '../flow_editor/editor-store.ts'
import { Field } from '../ui/Field.tsx'
import { TextInput } from '../ui/TextInput.tsx'
import { fieldKey, setUnfinished, useFieldStore } from './field-store.ts'
import { nameProblem } from './node-name.ts'

interface NodeNameFieldProps {
  document: FlowDocument
  node: FlowNode
  tx: Transact
}

/** The node's name. Leaving the field renames it, in the templates that name it too; a wrong name stays typed. */
export function NodeNameField({ document, node, tx }: NodeNameFieldProps) {
  const store = useFieldStore()
  const key = fieldKey(node.id, 'name')
  const [typed, setTyped] = useState<string | null>(() => store.getState().unfinished[key]?.text ?? null)
  const name = typed ?? node.name
  const problem = nameProblem(document, node.id, name)
  useEffect(() => {
    setUnfinished(store, key, problem === null ? null : { text: name, why: problem })
  }, [store, key, name, problem])
  const commit = () => {
    if (problem !== null) return
    setTyped(null)
    if (name !== node.name)
      tx(`Rename ${node.name} to ${name}`, (before) => renameNode(before, nodes, node.id, name))
  }
  return (
    <Field label="Name" description="Templates call the node by it." error={problem}>
      {(control) => (
        <TextInput
          {...control}
          data-field="name"
          spellCheck={false}
          value={name}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={commit}
          onKeyDown={({ key, nativeEvent }) => {
            if (key === 'Enter' && !nativeEvent.isComposing) commit()
          }}
        />
      )}
    </Field>
  )
}
