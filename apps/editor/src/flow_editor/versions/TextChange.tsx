import { type Change, diffWordsWithSpace } from 'diff'
import { createElement, Fragment, type ReactNode } from 'react'
import styles from './TextChange.module.css'

/** A text before and after, word by word. */
export const TextChange = ({ before, after }: { before: string; after: string }): ReactNode =>
  // As arguments: parts of a text have no key but their place.
  createElement(Fragment, null, ...diffWordsWithSpace(before, after).map(partOf))

function partOf({ value, added, removed }: Change): ReactNode {
  if (added) return <ins className={styles.added}>{value}</ins>
  return removed ? <del className={styles.removed}>{value}</del> : value
}
