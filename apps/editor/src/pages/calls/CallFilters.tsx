import type { CallFilter } from '../../api/calls.ts'
import { useFlows } from '../../api/flows.ts'
import { useNumbers } from '../../api/numbers.ts'
import { Select, type SelectOption } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { callStates } from '../../words/exits.ts'
import styles from '../Filters.module.css'
import { withFilter } from '../filter-in-url.ts'
import { callFilterIn } from './call-filter.ts'

const STATUSES = [
  { value: '', title: 'Live and ended' },
  { value: 'live', title: 'Live' },
  { value: 'ended', title: 'Ended' },
]

const STATES = [
  { value: '', title: 'Any state' },
  ...callStates.map(({ id, title }) => ({ value: id, title })),
]

interface CallFiltersProps {
  search: URLSearchParams
  onChange: (search: URLSearchParams) => void
}

export function CallFilters({ search, onChange }: CallFiltersProps) {
  const flows = useFlows().data ?? []
  const numbers = useNumbers().data ?? []
  const filter = callFilterIn(search)
  const select = (field: keyof CallFilter, label: string, options: readonly SelectOption[]) => (
    <Select
      aria-label={label}
      options={options}
      value={filter[field] ?? ''}
      onChange={({ target }) => onChange(withFilter(search, field, target.value))}
    />
  )
  return (
    <search className={styles.filters}>
      <TextInput
        type="search"
        aria-label="Search"
        placeholder="Number, name or call UUID"
        value={search.get('q') ?? ''}
        onChange={({ target }) => onChange(withFilter(search, 'q', target.value))}
      />
      {select('status', 'Status', STATUSES)}
      {select('state', 'State', STATES)}
      {select('flowId', 'Flow', [
        { value: '', title: 'Any flow' },
        ...flows.map(({ id, name }) => ({ value: id, title: name })),
      ])}
      {select('number', 'Number', [
        { value: '', title: 'Any number' },
        ...numbers.map(({ number }) => ({ value: number, title: number })),
      ])}
    </search>
  )
}
