import { type Issue, isError } from '@phloem/flow'
import { useFlow } from '../api/flows.ts'
import styles from './IssueList.module.css'

interface IssueListProps {
  issues: readonly Issue[]
  /** Whose draft names the nodes. */
  flowId: string
}

/** The errors, each with its node and field. */
export function IssueList({ issues, flowId }: IssueListProps) {
  const nodes = useFlow(flowId).data?.document.nodes ?? []
  const nameOf = (id: string) => nodes.find((node) => node.id === id)?.name ?? id
  return (
    <ul className={styles.issues}>
      {issues.filter(isError).map((issue) => (
        <li key={`${issue.path} ${issue.code} ${issue.message}`}>{issueWords(issue, nameOf)}</li>
      ))}
    </ul>
  )
}

function issueWords({ node, field, message }: Issue, nameOf: (id: string) => string): string {
  const place = [node === null ? '' : nameOf(node), field?.replace(/^config\./, '') ?? ''].filter(Boolean)
  return place.length === 0 ? message : `${place.join(', ')}: ${message}`
}
