import type { ReactNode } from 'react'
import styles from './Table.module.css'

interface TableProps {
  label: string
  /** Titles of the columns; an empty one is for actions. */
  columns: readonly string[]
  /** `<tr>` rows. In narrow windows a row is a block whose cells are named by their `data-label`. */
  children: ReactNode
  /** Where only a part of many rows is there: how many there are, and the pixels that the others would take. */
  part?: { rowCount: number; before: number; after: number }
}

export const Table = ({ label, columns, children, part }: TableProps) => (
  <table className={styles.table} aria-label={label} aria-rowcount={part?.rowCount}>
    <thead>
      <tr aria-rowindex={part && 1}>
        {columns.map((title) => (
          <th key={title} scope="col">
            {title === '' ? <span className="visually-hidden">Actions</span> : title}
          </th>
        ))}
      </tr>
    </thead>
    {part && <Space height={part.before} />}
    <tbody data-rows>{children}</tbody>
    {part && <Space height={part.after} />}
  </table>
)

const Space = ({ height }: { height: number }) =>
  height > 0 && <tbody aria-hidden="true" style={{ height, display: 'block' }} />
