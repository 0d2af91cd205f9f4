import { useId, useState } from 'react'
import type { CallFilter } from '../../api/calls.ts'
import { useFlows } from '../../api/flows.ts'
import { useNumbers } from '../../api/numbers.ts'
import { Button } from '../../ui/Button.tsx'
import { Select, type SelectOption } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { callStates } from '../../words/exits.ts'
import { isoOf, localInput } from '../../words/local-input.ts'
import styles from '../Filters.module.css'
import { withFilter } from '../filter-in-url.ts'
import { QuietInput } from '../QuietInput.tsx'
import { callFilterIn, SHOWN_ON_REQUEST } from './call-filter.ts'

const STATUSES = [
  { value: '', title: 'Live and ended' },
  { value: 'live', title: 'Live' },
  { value: 'ended', title: 'Ended' },
]

const STATES = [
  { value: '', title: 'Any state' },
  ...callStates.map(({ id, title }) => ({ value: id, title })),
]

/** The carrier's words. */
const DIAL_STATUSES = ['completed', 'cancel', 'busy', 'no-answer', 'timeout', 'failed']

interface CallFiltersProps {
  search: URLSearchParams
  /** Gets what the search is to become, from what it is by then. */
  onChange: (change: (search: URLSearchParams) => URLSearchParams) => void
}

export function CallFilters({ search, onChange }: CallFiltersProps) {
  const id = useId()
  const flows = useFlows().data ?? []
  const numbers = useNumbers().data ?? []
  const filter = callFilterIn(search)
  const set = (field: keyof CallFilter, value: string) => onChange((known) => withFilter(known, field, value))
  const select = (field: keyof CallFilter, label: string, options: readonly SelectOption[]) => (
    <Select
      aria-label={label}
      options={options}
      value={filter[field] ?? ''}
      onChange={({ target }) => set(field, target.value)}
    />
  )
  const text = (field: keyof CallFilter, label: string, placeholder: string, type?: 'search') => (
    <QuietInput
      label={label}
      placeholder={placeholder}
      value={search.get(field) ?? ''}
      onChange={(value) => set(field, value)}
      {...(type && { type })}
    />
  )
  const time = (field: 'since' | 'until', label: string) => (
    <div className={styles.time}>
      <label htmlFor={`${id}-${field}`}>{label}</label>
      <TextInput
        id={`${id}-${field}`}
        type="datetime-local"
        value={localInput(filter[field])}
        onChange={({ target }) => set(field, isoOf(target.value))}
      />
    </div>
  )
  const furtherCount = SHOWN_ON_REQUEST.filter((field) => filter[field] !== undefined).length
  const [isOpen, setIsOpen] = useState(furtherCount > 0)
  return (
    <search className={styles.filters}>
      {text('q', 'Search', 'Number, name or call UUID', 'search')}
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
      <Button variant="ghost" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {furtherCount > 0 ? `More filters (${furtherCount})` : 'More filters'}
      </Button>
      {isOpen && (
        <>
          {text('from', 'Caller', 'Caller, whole number')}
          {text('callee', 'Callee', 'Callee, whole number')}
          {select('dialStatus', 'Dial status', [
            { value: '', title: 'Any dial status' },
            ...DIAL_STATUSES.map((status) => ({ value: status, title: status })),
          ])}
          {time('since', 'From')}
          {time('until', 'To')}
        </>
      )}
    </search>
  )
}
