import { type FlowDocument, type FlowNode, type Issue, isError } from '@phloem/flow'
import { Trash2, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { definitions } from '../canvas/definitions.ts'
import { NodeIcon } from '../canvas/NodeIcon.tsx'
import type { Transact } from '../flow_editor/editor-store.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { toast } from '../ui/toast.ts'
import { ConfigForm } from './ConfigForm.tsx'
import { DisabledNode } from './DisabledNode.tsx'
import { ExitTargets } from './ExitTargets.tsx'
import { Mistakes } from './FieldFrame.tsx'
import { showMistakes, useFieldStore, useFields } from './field-store.ts'
import { focusField } from './focus-field.ts'
import { InformationTab } from './InformationTab.tsx'
import styles from './Inspector.module.css'
import { InspectorContext } from './inspector-context.ts'
import { loadTemplateEditor } from './load-template-editor.ts'
import { NodeNameField } from './NodeNameField.tsx'
import { unfinishedFields } from './unfinished-fields.ts'
import { variablesInScope } from './variables-in-scope.ts'

interface InspectorProps {
  document: FlowDocument
  node: FlowNode
  issues: readonly Issue[]
  tx: Transact
  /** Runs the checks now and answers the node's issues. */
  onCheck: () => Promise<readonly Issue[]>
  onClose: () => void
  /** Absent for a node that must stay. */
  onDelete: (() => void) | undefined
}

const tabs = [
  { id: 'configuration', title: 'Configuration' },
  { id: 'information', title: 'Information' },
] as const

/** The panel of one node: its configuration, and what there is to know about it. */
export function Inspector({ document, node, issues, tx, onCheck, onClose, onDelete }: InspectorProps) {
  const definition = definitions.get(node.type)
  const fields = useFieldStore()
  const panel = useRef<HTMLElement>(null)
  const [tab, setTab] = useState<string>('configuration')
  const isValidated = useFields(({ validated }) => validated.has(node.id))
  const scope = useMemo(
    () => ({ nodeId: node.id, document, groups: variablesInScope(document, definitions, node.id) }),
    [document, node.id],
  )
  useEffect(loadTemplateEditor, [])
  useWantedField(panel, node.id, () => setTab('configuration'))

  const validate = async () => {
    const errors = (await onCheck()).filter(isError)
    const unfinishedHere = unfinishedFields(fields.getState(), node)
    showMistakes(fields, [node.id])
    if (errors.length + unfinishedHere.length === 0) {
      toast(`${node.name} is valid`, 'success')
      onClose()
      return
    }
    const wrong = [...errors.flatMap(({ field }) => field ?? []), ...unfinishedHere]
    setTab('configuration')
    fields.setState({ wanted: { nodeId: node.id, fields: wrong } })
  }
  const wired = document.edges.filter(({ from }) => from === node.id).map(({ exit }) => exit)

  return (
    <InspectorContext value={scope}>
      <aside className={styles.inspector} ref={panel} aria-label="Inspector" data-edits-document>
        <header className={styles.header}>
          <NodeIcon group={definition?.group} />
          <h2>{definition?.title ?? node.type}</h2>
          <IconButton label="Close" icon={<X />} onClick={onClose} />
        </header>
        <Tabs label="Node" tabs={tabs} selected={tab} onSelect={setTab} className={styles.tabs ?? ''}>
          {tab === 'information' && definition && (
            <InformationTab node={node} definition={definition} wired={wired} />
          )}
          {/* Hidden rather than gone: a field keeps a text that is no value yet. */}
          <div className={styles.form} key={node.id} hidden={tab !== 'configuration'}>
            {isValidated && <Mistakes issues={issues.filter(({ field }) => !field?.startsWith('config'))} />}
            {node.disabled && definition && <DisabledNode node={node} definition={definition} tx={tx} />}
            <NodeNameField document={document} node={node} tx={tx} />
            {definition ? (
              <ConfigForm node={node} definition={definition} issues={issues} tx={tx} />
            ) : (
              <p>This editor does not know the type {node.type}. Its configuration is kept as it is.</p>
            )}
            <ExitTargets document={document} node={node} tx={tx} />
          </div>
        </Tabs>
        <footer className={styles.footer}>
          <Button variant="primary" onClick={() => void validate()}>
            Validate
          </Button>
          {onDelete && <IconButton label={`Delete ${node.name}`} icon={<Trash2 />} onClick={onDelete} />}
        </footer>
      </aside>
    </InspectorContext>
  )
}

/** Focuses what someone asked for, such as a row of the list of problems, once it is on the page. */
function useWantedField(panel: { current: HTMLElement | null }, nodeId: string, showForm: () => void): void {
  const store = useFieldStore()
  const wanted = useFields((state) => state.wanted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish is granted once
  useEffect(() => {
    if (wanted === null) return
    // Somebody went on to another node meanwhile: the wish must not wait for the next visit.
    if (wanted.nodeId !== nodeId) return store.setState({ wanted: null })
    showForm()
    const frame = requestAnimationFrame(() => {
      if (panel.current) focusField(panel.current, wanted.fields)
      store.setState({ wanted: null })
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted, nodeId])
}
