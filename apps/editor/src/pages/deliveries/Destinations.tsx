import { Server } from 'lucide-react'
import { useDestinations } from '../../api/destinations.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Table } from '../../ui/Table.tsx'
import { LoadError } from '../LoadError.tsx'
import { DestinationRow } from './DestinationRow.tsx'

const COLUMNS = ['Destination', 'State', 'Owed', 'Dead', '']

/** The web servers that get reports, each with a signing secret, a queue and a circuit breaker of its own. */
export function Destinations() {
  const destinations = useDestinations()
  const { data } = destinations
  return (
    <>
      {destinations.isPending && <Skeleton label="Loading the destinations" />}
      {destinations.isError && (
        <LoadError
          what="The destinations"
          error={destinations.error}
          onRetry={() => destinations.refetch()}
        />
      )}
      {data?.length === 0 && (
        <EmptyState icon={<Server />} title="No destinations yet">
          Each web server that a published flow sends to appears here, with the secret that its reports are
          signed with.
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <Table label="Destinations" columns={COLUMNS}>
          {data.map((destination) => (
            <DestinationRow key={destination.origin} destination={destination} />
          ))}
        </Table>
      )}
    </>
  )
}
