import { type Issue, isError } from '@phloem/flow'
import styles from './IssueList.module.css'

/** Errors first; the notes are left out. */
export const IssueList = ({ issues }: { issues: readonly Issue[] }) => (
  <ul className={styles.issues}>
    {[...issues.filter(isError), ...issues.filter(({ severity }) => severity === 'warning')].map((issue) => (
      <li key={`${issue.code} ${issue.path} ${issue.message}`} data-severity={issue.severity}>
        {issue.message}
      </li>
    ))}
  </ul>
)
