import { useId } from 'react'
import { useDestinations } from '../../api/destinations.ts'
import { useFlows } from '../../api/flows.ts'
import { Select, type SelectOption } from '../../ui/Select.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import { isoOf, localInput } from '../../words/local-input.ts'
import styles from '../Filters.module.css'
import { withFilter } from '../filter-in-url.ts'
import { deliveryFilterIn } from './delivery-filter.ts'

const STATES = [
  { value: '', title: 'Any state' },
  { value: 'pending', title: 'Pending' },
  { value: 'delivered', title: 'Delivered' },
  { value: 'dead', title: 'Dead' },
]

interface DeliveryFiltersProps {
  search: URLSearchParams
  onChange: (search: URLSearchParams) => void
}

export function DeliveryFilters({ search, onChange }: DeliveryFiltersProps) {
  const id = useId()
  const flows = useFlows().data ?? []
  const destinations = useDestinations().data ?? []
  const filter = deliveryFilterIn(search)
  const select = (field: keyof typeof filter, label: string, options: readonly SelectOption[]) => (
    <Select
      aria-label={label}
      options={options}
      value={filter[field] ?? ''}
      onChange={({ target }) => onChange(withFilter(search, field, target.value))}
    />
  )
  const time = (field: 'from' | 'to', label: string) => (
    <div className={styles.time}>
      <label htmlFor={`${id}-${field}`}>{label}</label>
      <TextInput
        id={`${id}-${field}`}
        type="datetime-local"
        value={localInput(filter[field])}
        onChange={({ target }) => onChange(withFilter(search, field, isoOf(target.value)))}
      />
    </div>
  )
  return (
    <search className={styles.filters}>
      {select('state', 'State', STATES)}
      {select('destination', 'Destination', [
        { value: '', title: 'Any destination' },
        ...destinations.map(({ origin }) => ({ value: origin, title: origin })),
      ])}
      {select('flowId', 'Flow', [
        { value: '', title: 'Any flow' },
        ...flows.map(({ id, name }) => ({ value: id, title: name })),
      ])}
      {time('from', 'From')}
      {time('to', 'To')}
    </search>
  )
}
