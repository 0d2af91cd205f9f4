import { EllipsisVertical, PhoneOutgoing, Settings2, Trash2 } from 'lucide-react'
import { Link } from 'wouter'
import { useRemoveNumber } from '../../api/numbers.ts'
import type { NumberRow } from '../../api/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { toast } from '../../ui/toast.ts'
import styles from './NumberEntry.module.css'

interface NumberEntryProps {
  row: NumberRow
  onConfigure: () => void
  /** Null where test calls are not possible. */
  onCall: (() => void) | null
}

export function NumberEntry({ row, onConfigure, onCall }: NumberEntryProps) {
  const removal = useRemoveNumber()
  // As promises: this row goes away with its number, and with it the mutation's own callbacks.
  const remove = () =>
    removal.mutateAsync(row.number).then(
      () => toast(`Removed ${row.number}.`),
      (error: Error) => toast(`${row.number} was not removed: ${error.message}`, 'danger'),
    )
  const removeItem = { title: 'Remove', icon: <Trash2 />, tone: 'danger', onSelect: remove } as const
  return (
    <tr>
      <td>
        <button type="button" className={styles.number} data-row-link onClick={onConfigure}>
          {row.number}
        </button>
      </td>
      <td data-label={row.alias === '' ? undefined : 'Alias'}>{row.alias}</td>
      <td data-label="Flow">
        {row.flowId === null ? (
          'None'
        ) : (
          <Link href={`/flows/${row.flowId}`}>{row.flowName ?? row.flowId}</Link>
        )}
      </td>
      <td data-label="If undecided">{row.fallbackNumber ?? '–'}</td>
      <td data-label="Source">{row.source === 'simulator' ? 'Simulator' : 'Added by hand'}</td>
      <td>
        <div className={styles.actions}>
          {onCall && (
            <Button icon={<PhoneOutgoing />} aria-label={`Call it: ${row.number}`} onClick={onCall}>
              Call it
            </Button>
          )}
          <Menu
            label={`Actions for ${row.number}`}
            icon={<EllipsisVertical />}
            isIconOnly
            items={[
              { title: 'Configure', icon: <Settings2 />, onSelect: onConfigure },
              ...(row.source === 'manual' ? [removeItem] : []),
            ]}
          />
        </div>
      </td>
    </tr>
  )
}
