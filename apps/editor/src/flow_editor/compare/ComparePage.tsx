import type { FlowDocument } from '@phloem/flow'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useFlow, useVersion, useVersions } from '../../api/flows.ts'
import { ChangeSignsContext } from '../../canvas/change-signs.ts'
import { ReadOnlyCanvas } from '../../canvas/ReadOnlyCanvas.tsx'
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
  const sides = [
    { label: 'From', key: 'base', value: base },
    { label: 'To', key: 'head', value: head },
  ]
  return (
    <Page title={draft.data ? `Changes in ${draft.data.document.name}` : 'Changes'}>
      <div className={styles.bar}>
        <Link href={`/flows/${flowId}`}>Back to the flow</Link>
        {sides.map(({ label, key, value }) => (
          <Field key={key} label={label}>
            {(control) => (
              <Select
                {...control}
                options={options}
                value={value}
                onChange={({ target }) => setSearch({ base, head, [key]: target.value }, { replace: true })}
              />
            )}
          </Field>
        ))}
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
        <ChangeSignsContext value={shown}>
          <ReadOnlyCanvas document={document} focusNodeId={focusNodeId} />
        </ChangeSignsContext>
      </div>
    </div>
  )
}
