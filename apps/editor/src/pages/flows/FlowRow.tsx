import { Copy, EllipsisVertical, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { getDraft, useCreateFlow } from '../../api/flows.ts'
import type { FlowSummary } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Time } from '../../ui/Time.tsx'
import { toast } from '../../ui/toast.ts'
import { count } from '../../words/count.ts'
import { DeleteFlow } from './DeleteFlow.tsx'
import { flowState } from './flow-state.ts'
import { copyOfFlow } from './new-flow.ts'

export function FlowRow({ flow, names }: { flow: FlowSummary; names: readonly string[] }) {
  const [isDeleting, setIsDeleting] = useState(false)
  const create = useCreateFlow()
  const state = flowState(flow)
  const duplicate = async () => {
    try {
      const { document } = await getDraft(flow.id)
      const copy = await create.mutateAsync(copyOfFlow(document, names))
      toast(`Created “${copy.document.name}”.`, 'success')
    } catch (error) {
      toast(`“${flow.name}” was not duplicated: ${(error as Error).message}`, 'danger')
    }
  }
  return (
    <tr>
      <td>
        <Link href={`/flows/${flow.id}`} data-row-link>
          {flow.name}
        </Link>
      </td>
      <td>
        <Badge tone={state.tone}>{state.title}</Badge>
      </td>
      <td data-label="Numbers">{flow.numbers.length === 0 ? 'None' : flow.numbers.join(', ')}</td>
      <td data-label="Problems">
        <Problems issues={flow.issues} />
      </td>
      <td data-label="Updated">
        <Time at={flow.updatedAt} />
      </td>
      <td>
        <Menu
          label={`Actions for ${flow.name}`}
          icon={<EllipsisVertical />}
          isIconOnly
          items={[
            { title: 'Duplicate', icon: <Copy />, onSelect: duplicate },
            { title: 'Delete', icon: <Trash2 />, tone: 'danger', onSelect: () => setIsDeleting(true) },
          ]}
        />
        {isDeleting && <DeleteFlow flow={flow} onClose={() => setIsDeleting(false)} />}
      </td>
    </tr>
  )
}

function Problems({ issues: { error, warning } }: Pick<FlowSummary, 'issues'>) {
  if (error > 0) return <Badge tone="danger">{count(error, 'error')}</Badge>
  if (warning > 0) return <Badge tone="warning">{count(warning, 'warning')}</Badge>
  return <>None</>
}
