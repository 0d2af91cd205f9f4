import styles from './Skeleton.module.css'

/** Bars in place of what is being loaded; they appear only when loading takes longer than 150 ms. */
export const Skeleton = ({ label = 'Loading', lines = 4 }: { label?: string; lines?: number }) => (
  <div className={styles.skeleton} role="status">
    <span className="visually-hidden">{label}</span>
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
      <span key={line} className={styles.bar} />
    ))}
  </div>
)
