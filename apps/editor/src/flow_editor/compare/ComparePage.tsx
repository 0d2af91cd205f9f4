import type { FlowDocument } from '@phloem/flow'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useFlow, useVersion, useVersions } from '../../api/flows.ts'
import { CentreOn } from '../../canvas/CentreOn.tsx'
import { ChangeSignsContext } from '../../canvas/change-signs.ts'
import { definitions } from '../../canvas/definitions.ts'
import { FlowCanvas } from '../../canvas/FlowCanvas.tsx'
import { createFlowMapping } from '../../canvas/flow-mapping.ts'
import { ReactFlowProvider } from '../../canvas/rf.ts'
import { LoadError } from '../../pages/LoadError.tsx'
import { Page } from '../../pages/Page.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { count } from '../../words/count.ts'
import { Changes } from '../versions/Changes.tsx'
import styles from './ComparePage.module.css'
import { compared, withoutMoved } from './compared.ts'

const DRAFT = 'draft'

/** Two states of a flow in one picture, at `/flows/:id/compare?base=3&head=draft`. */
export function ComparePage({ flowId }: { flowId: string }) {
  const [search, setSearch] = useSearchParams()
  const versions = useVersions(flowId)
  const draft = useFlow(flowId)
  const newest = versions.data?.[0]?.version
  const base = search.get('base') ?? String(newest ?? DRAFT)
  const head = search.get('head') ?? DRAFT
  const baseVersion = useVersion(flowId, numberOf(base))
  const headVersion = useVersion(flowId, numberOf(head))
  const before = base === DRAFT ? draft.data?.document : baseVersion.data?.document
  const after = head === DRAFT ? draft.data?.document : headVersion.data?.document
  const error = versions.error ?? draft.error ?? baseVersion.error ?? headVersion.error

  const options = [
    { value: DRAFT, title: 'Draft' },
    ...(versions.data ?? []).map(({ version, note }) => ({
      value: String(version),
      title: note === '' ? `Version ${version}` : `Version ${version}: ${note}`,
    })),
  ]
  const choose = (key: 'base' | 'head', value: string) =>
    setSearch({ base, head, [key]: value }, { replace: true })
  return (
    <Page title={draft.data ? `Changes in ${draft.data.document.name}` : 'Changes'}>
      <div className={styles.bar}>
        <Link href={`/flows/${flowId}`}>Back to the flow</Link>
        <Field label="From">
          {(control) => (
            <Select
              {...control}
              options={options}
              value={base}
              onChange={({ target }) => choose('base', target.value)}
            />
          )}
        </Field>
        <Field label="To">
          {(control) => (
            <Select
              {...control}
              options={options}
              value={head}
              onChange={({ target }) => choose('head', target.value)}
            />
          )}
        </Field>
      </div>
      {error && <LoadError what="A version" error={error} onRetry={() => location.reload()} />}
      {!error && !(before && after) && <Skeleton label="Loading the versions" />}
      {before && after && <Comparison key={`${base} ${head}`} before={before} after={after} />}
    </Page>
  )
}

const numberOf = (chosen: string): number | null => (chosen === DRAFT ? null : Number(chosen))

function Comparison({ before, after }: { before: FlowDocument; after: FlowDocument }) {
  const { document, signs, movedCount } = useMemo(() => compared(before, after), [before, after])
  const [isMovedShown, setIsMovedShown] = useState(false)
  const shown = useMemo(() => (isMovedShown ? signs : withoutMoved(signs)), [isMovedShown, signs])
  const [focusNodeId, setFocusNodeId] = useState<string>()
  const mapping = useMemo(() => createFlowMapping(definitions), [])
  const selection = useMemo(() => ({ nodes: focusNodeId ? [focusNodeId] : [], edges: [] }), [focusNodeId])
  return (
    <div className={styles.comparison}>
      <section className={styles.list} aria-label="Changes">
        <Changes before={before} after={after} onGoTo={setFocusNodeId} />
        {movedCount > 0 && (
          <Switch
            label={`Show ${count(movedCount, 'node')} that only moved`}
            checked={isMovedShown}
            onChange={({ target }) => setIsMovedShown(target.checked)}
          />
        )}
      </section>
      <div className={styles.canvas}>
        <ReactFlowProvider>
          <ChangeSignsContext value={shown}>
            <FlowCanvas document={document} mapping={mapping} selection={selection}>
              <CentreOn nodeId={focusNodeId} />
            </FlowCanvas>
          </ChangeSignsContext>
        </ReactFlowProvider>
      </div>
    </div>
  )
}
