import type { Issue, KeyValue } from '@phloem/flow'
import { ListPlus, Plus, Trash2 } from 'lucide-react'
import { type ClipboardEvent, useId, useRef } from 'react'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import type { FieldSchema } from '../config-fields.ts'
import { addPairs, dialResultPairs } from '../dial-result-fields.ts'
import styles from '../Field.module.css'
import { FieldGroup, Mistakes } from '../FieldFrame.tsx'
import { type FieldProps, issuesAt } from '../field-props.ts'
import { useInspector } from '../inspector-context.ts'
import { pastedPairs } from '../pasted-pairs.ts'
import { TemplateInput } from '../TemplateInput.tsx'

/** Rows of keys and values. Pasted lines of `key=value` become rows. */
export function KeyValues(props: FieldProps) {
  const { field, schema, value, onChange, issues } = props
  const { groups } = useInspector()
  const list = useRef<HTMLDivElement>(null)
  const rows = (Array.isArray(value) ? value : []) as readonly KeyValue[]
  // What a node sends carries the result of a dial; headers and the like, which are tucked away, do not.
  const dialResult = schema['x-advanced'] ? [] : dialResultPairs(groups)

  const add = () => {
    onChange([...rows, { key: '', value: '' }])
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(':scope > :last-child input')?.focus(),
    )
  }
  const replace = (index: number, by: readonly KeyValue[]) => onChange(rows.toSpliced(index, 1, ...by))

  return (
    <FieldGroup {...props} issues={issues.filter((issue) => issue.field === field)}>
      <div ref={list} className={styles.rows}>
        {rows.map((row, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its texts change while typing
            key={index}
            number={index + 1}
            field={`${field}[${index}]`}
            row={row}
            schema={schema.items?.properties?.value ?? {}}
            issues={issuesAt(issues, `${field}[${index}]`)}
            onReplace={(by) => replace(index, by)}
          />
        ))}
      </div>
      <div className={styles.buttons}>
        <Button icon={<Plus />} variant="ghost" onClick={add} disabled={rows.length === schema.maxItems}>
          Add row
        </Button>
        {dialResult.length > 0 && (
          <Button icon={<ListPlus />} variant="ghost" onClick={() => onChange(addPairs(rows, dialResult))}>
            Insert dial result fields
          </Button>
        )}
      </div>
    </FieldGroup>
  )
}

interface RowProps {
  number: number
  field: string
  row: KeyValue
  /** Of the value. */
  schema: FieldSchema
  issues: readonly Issue[]
  onReplace: (by: readonly KeyValue[]) => void
}

function Row({ number, field, row, schema, issues, onReplace }: RowProps) {
  const id = useId()
  const paste = (event: ClipboardEvent) => {
    const pairs = pastedPairs(event.clipboardData.getData('text/plain'))
    if (!pairs) return
    event.preventDefault()
    onReplace(addPairs([row], pairs))
  }
  const controlFor = (part: 'key' | 'value') => ({
    'data-field': `${field}.${part}`,
    'aria-label': `${part === 'key' ? 'Key' : 'Value'} ${number}`,
    'aria-invalid': issuesAt(issues, `${field}.${part}`).length > 0 || undefined,
    'aria-describedby': issues.length > 0 ? id : undefined,
  })
  return (
    <div className={styles.row}>
      <TextInput
        {...controlFor('key')}
        placeholder="Key"
        spellCheck={false}
        value={row.key}
        onChange={({ target }) => onReplace([{ ...row, key: target.value }])}
        onPaste={paste}
      />
      <TemplateInput
        control={controlFor('value')}
        placeholder="Value"
        value={row.value}
        place={schema['x-template']}
        takesSecrets={schema['x-secrets'] === true}
        isRow
        onChange={(value) => onReplace([{ ...row, value }])}
      />
      <IconButton label={`Remove row ${number}`} icon={<Trash2 />} onClick={() => onReplace([])} />
      <Mistakes id={id} issues={issues} />
    </div>
  )
}
