import { Plus, Waypoints } from 'lucide-react'
import { useState } from 'react'
import { useFlows } from '../../api/flows.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { CarrierBadge } from '../CarrierBadge.tsx'
import { LoadError } from '../LoadError.tsx'
import { OwedOutcomes } from '../OwedOutcomes.tsx'
import { Page } from '../Page.tsx'
import { ChooseUseCase } from './ChooseUseCase.tsx'
import { FlowRow } from './FlowRow.tsx'

const COLUMNS = ['Name', 'State', 'Numbers', 'Problems', 'Updated', '']

export function FlowsPage() {
  const flows = useFlows()
  const [isChoosing, setIsChoosing] = useState(false)
  const create = (
    <Button variant="primary" icon={<Plus />} onClick={() => setIsChoosing(true)}>
      Create New Flow
    </Button>
  )
  const names = flows.data?.map(({ name }) => name) ?? []
  return (
    <Page title="Flows" badge={<CarrierBadge />} actions={create}>
      <OwedOutcomes />
      {flows.isPending && <Skeleton label="Loading the flows" />}
      {flows.isError && <LoadError what="The flows" error={flows.error} onRetry={() => flows.refetch()} />}
      {flows.data?.length === 0 && (
        <EmptyState icon={<Waypoints />} title="No flows yet" action={create}>
          A flow says what happens when someone calls one of your numbers. Create one from a template or build
          your own.
        </EmptyState>
      )}
      {flows.data && flows.data.length > 0 && (
        <Table label="Flows" columns={COLUMNS}>
          {flows.data.map((flow) => (
            <FlowRow key={flow.id} flow={flow} names={names} />
          ))}
        </Table>
      )}
      {isChoosing && <ChooseUseCase names={names} onClose={() => setIsChoosing(false)} />}
    </Page>
  )
}
