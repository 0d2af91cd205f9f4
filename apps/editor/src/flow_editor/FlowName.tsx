import { LIMITS } from '@phloem/flow'
import { useState } from 'react'
import { useEditor } from './editor-context.ts'
import { renameFlow } from './edits.ts'
import styles from './TopBar.module.css'

/** The flow's name, typed over in place. A flow without a name keeps its last one. */
export function FlowName() {
  const name = useEditor(({ document }) => document.name)
  const tx = useEditor((state) => state.tx)
  const [isEmpty, setIsEmpty] = useState(false)
  return (
    <h1 className={styles.name}>
      <input
        type="text"
        aria-label="Flow name"
        data-edits-document
        autoComplete="off"
        spellCheck={false}
        maxLength={LIMITS.titleLength}
        value={isEmpty ? '' : name}
        onChange={({ target }) => {
          setIsEmpty(target.value === '')
          if (target.value !== '') tx('Rename the flow', renameFlow(target.value), { coalesce: 'name' })
        }}
        onBlur={() => setIsEmpty(false)}
        onKeyDown={({ key, currentTarget, nativeEvent }) => {
          if (key === 'Enter' && !nativeEvent.isComposing) currentTarget.blur()
        }}
      />
    </h1>
  )
}
