import { useState } from 'react'
import type { Draft } from '../api/flows.ts'
import { CoverageContext, createCoverageStore } from '../canvas/coverage-store.ts'
import { createProblemStore, ProblemContext } from '../canvas/problem-store.ts'
import { ReactFlowProvider } from '../canvas/rf.ts'
import { createRunStore, RunContext } from '../canvas/run-store.ts'
import { createFieldStore, FieldContext } from '../inspector/field-store.ts'
import { EditorContext } from './editor-context.ts'
import { createEditorStore } from './editor-store.ts'
import { useNewerDraft } from './use-newer-draft.ts'
import { Workspace } from './Workspace.tsx'

/**
 * Edits a draft. Its state lives in five stores that know nothing of each other: the document with its history,
 * the problems, the fields of the form, the run of a call, and which exits scenarios take.
 */
export function FlowEditor({ draft }: { draft: Draft }) {
  const [editor] = useState(() => createEditorStore(draft.document, draft.revision))
  const [problems] = useState(createProblemStore)
  const [fields] = useState(createFieldStore)
  const [run] = useState(() => createRunStore())
  const [coverage] = useState(createCoverageStore)
  useNewerDraft(editor, draft)
  return (
    <ReactFlowProvider>
      <EditorContext value={editor}>
        <ProblemContext value={problems}>
          <FieldContext value={fields}>
            <RunContext value={run}>
              <CoverageContext value={coverage}>
                <Workspace flowId={draft.document.id} problems={problems} run={run} coverage={coverage} />
              </CoverageContext>
            </RunContext>
          </FieldContext>
        </ProblemContext>
      </EditorContext>
    </ReactFlowProvider>
  )
}
