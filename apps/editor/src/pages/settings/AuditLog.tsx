import { ScrollText } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { useAudit } from '../../api/access.ts'
import type { AuditEntry } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { Time } from '../../ui/Time.tsx'
import { LoadError } from '../LoadError.tsx'
import { LoadMore } from '../LoadMore.tsx'
import { actionWords, knownActions } from './action-words.ts'
import styles from './SettingsPage.module.css'

const COLUMNS = ['What', 'Who', 'When', 'From']
const options = [
  { value: '', title: 'Everything' },
  ...knownActions.map((action) => ({ value: action, title: actionWords(action) })),
]

/** Who changed, published, assigned and sent again what, and who logged in. */
export function AuditLog() {
  const [search, setSearch] = useSearchParams()
  const action = search.get('action') ?? ''
  const audit = useAudit(action)
  const entries = audit.data?.pages.flatMap((page) => page.entries)
  const onAction = (next: string) =>
    setSearch(next === '' ? { tab: 'audit' } : { tab: 'audit', action: next }, { replace: true })
  return (
    <section className={styles.part} aria-labelledby="audit">
      <div className={styles.head}>
        <h2 id="audit">Audit log</h2>
        <Button disabled={audit.isFetching} onClick={() => audit.refetch()}>
          Refresh
        </Button>
      </div>
      <div className={styles.filter}>
        <Field label="Show">
          {(control) => (
            <Select
              {...control}
              options={options}
              value={action}
              onChange={({ target }) => onAction(target.value)}
            />
          )}
        </Field>
      </div>
      {audit.isPending && <Skeleton label="Loading the audit log" />}
      {audit.isError && (
        <LoadError what="The audit log" error={audit.error} onRetry={() => audit.refetch()} />
      )}
      {entries?.length === 0 && <EmptyState icon={<ScrollText />} title="Nothing of this happened" />}
      {entries && entries.length > 0 && (
        <Table label="Audit log" columns={COLUMNS}>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </Table>
      )}
      <LoadMore query={audit} />
    </section>
  )
}

const EntryRow = ({ entry: { at, actor, ip, action, subject, detail } }: { entry: AuditEntry }) => (
  <tr>
    <td>
      {actionWords(action)}{' '}
      <span className={styles.small}>{[subject, detail].filter(Boolean).join(', ')}</span>
    </td>
    <td data-label="Who">
      {actor.name} {actor.kind === 'token' && <span className={styles.small}>(token)</span>}
    </td>
    <td data-label="When">
      <Time at={at} />
    </td>
    <td data-label="From">{ip}</td>
  </tr>
)
