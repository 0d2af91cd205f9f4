import { Hash, Plus } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useNumbers } from '../../api/numbers.ts'
import { useStatus } from '../../api/status.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { CarrierBadge } from '../CarrierBadge.tsx'
import { TestCall } from '../calls/TestCall.tsx'
import { LoadError } from '../LoadError.tsx'
import { Page } from '../Page.tsx'
import { AddNumber } from './AddNumber.tsx'
import { NumberConfiguration } from './NumberConfiguration.tsx'
import { NumberEntry } from './NumberEntry.tsx'

const COLUMNS = ['Number', 'Alias', 'Flow', 'If undecided', 'Source', '']

/** `?number=+1202…` opens that number's configuration; with `?flow=…` that flow is chosen there. */
export function NumbersPage() {
  const numbers = useNumbers()
  const isSimulator = useStatus().data?.carrier === 'simulator'
  const [, navigate] = useLocation()
  const [search, setSearch] = useSearchParams()
  const [isAdding, setIsAdding] = useState(false)
  const [calling, setCalling] = useState<string | null>(null)
  const configured = numbers.data?.find(({ number }) => number === search.get('number'))
  const flowToAssign = search.get('flow')
  const configure = (number: string) =>
    setSearch({ ...(flowToAssign === null ? {} : { flow: flowToAssign }), number }, { replace: true })
  const add = (
    <Button icon={<Plus />} onClick={() => setIsAdding(true)}>
      Add a number
    </Button>
  )
  return (
    <Page title="Numbers" badge={<CarrierBadge />} actions={add}>
      {flowToAssign !== null && <p>Choose the number that gets the flow.</p>}
      {numbers.isPending && <Skeleton label="Loading the numbers" />}
      {numbers.isError && (
        <LoadError what="The numbers" error={numbers.error} onRetry={() => numbers.refetch()} />
      )}
      {numbers.data?.length === 0 && (
        <EmptyState icon={<Hash />} title="No numbers yet">
          Add a number that your carrier sends to Phloem, then choose the flow that answers its calls.
        </EmptyState>
      )}
      {numbers.data && numbers.data.length > 0 && (
        <Table label="Numbers" columns={COLUMNS}>
          {numbers.data.map((row) => (
            <NumberEntry
              key={row.number}
              row={row}
              onConfigure={() => configure(row.number)}
              onCall={isSimulator ? () => setCalling(row.number) : null}
            />
          ))}
        </Table>
      )}
      {configured && (
        <NumberConfiguration
          key={configured.number}
          row={configured}
          suggestedFlowId={flowToAssign}
          onClose={() => setSearch({}, { replace: true })}
        />
      )}
      {isAdding && <AddNumber onClose={() => setIsAdding(false)} onAdded={configure} />}
      {calling !== null && (
        <TestCall
          to={calling}
          onClose={() => setCalling(null)}
          onPlaced={(callUUID) => navigate(`/calls/${callUUID}`)}
        />
      )}
    </Page>
  )
}
