import type { ReactNode } from 'react'
import styles from './Table.module.css'

interface TableProps {
  label: string
  /** Titles of the columns; an empty one is for actions. */
  columns: readonly string[]
  /** `<tr>` rows. In narrow windows a row is a block whose cells are named by their `data-label`. */
  children: ReactNode
}

export const Table = ({ label, columns, children }: TableProps) => (
  <table className={styles.table} aria-label={label}>
    <thead>
      <tr>
        {columns.map((title) => (
          <th key={title} scope="col">
            {title === '' ? <span className="visually-hidden">Actions</span> : title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
)
