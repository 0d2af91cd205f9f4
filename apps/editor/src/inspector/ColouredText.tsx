import styles from './Field.module.css'

/** A text with its `{{…}}` set off, as the editor of texts does it. */
export const ColouredText = ({ text }: { text: string }) =>
  text.split(/(\{\{[^{}]*\}\}+)/).map((part, index) =>
    part.startsWith('{{') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <span key={index} className={styles.mustache}>
        {part}
      </span>
    ) : (
      part
    ),
  )
