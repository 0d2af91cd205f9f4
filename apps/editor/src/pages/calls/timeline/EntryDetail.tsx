import styles from './EntryDetail.module.css'
import type { Detail } from './entry.ts'

export const EntryDetail = ({ detail }: { detail: Detail }) => (
  <section className={styles.detail}>
    <h3>{detail.title}</h3>
    <Content detail={detail} />
  </section>
)

function Content({ detail }: { detail: Detail }) {
  switch (detail.type) {
    case 'lines':
      return (
        <ul className={styles.lines}>
          {detail.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )
    case 'text':
      return detail.text === '' ? <p className={styles.empty}>Empty</p> : <pre>{detail.text}</pre>
    case 'pairs':
      return detail.pairs.length === 0 ? null : (
        <dl>
          {detail.pairs.map(([name, value], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the list never changes
            <div key={index}>
              <dt>{name}</dt>
              <dd>{value === '' ? <span className={styles.empty}>Empty</span> : value}</dd>
            </div>
          ))}
        </dl>
      )
  }
}
