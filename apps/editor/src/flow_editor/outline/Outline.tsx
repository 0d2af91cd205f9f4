import { isError } from '@phloem/flow'
import { StickyNote } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { definitions } from '../../canvas/definitions.ts'
import { NodeIcon } from '../../canvas/NodeIcon.tsx'
import { useNodeIssues } from '../../canvas/problem-store.ts'
import { useEditor } from '../editor-context.ts'
import styles from './Outline.module.css'
import { type OutlineItem, outlineOf } from './outline.ts'

interface OutlineProps {
  /** Brings a node into view on the canvas. */
  onReveal: (nodeId: string) => void
  /** Enter on a node. */
  onOpen: (nodeId: string) => void
  /** Enter on an exit that leads nowhere. */
  onConnect: (nodeId: string) => void
  /** Enter on a note. */
  onWrite: (noteId: string) => void
}

/**
 * The flow as a tree, for working without the canvas: what is selected here is selected there, and the editor's commands
 * (delete, connect, copy …) work here as they do there.
 */
export function Outline({ onReveal, onOpen, onConnect, onWrite }: OutlineProps) {
  const { document, selection, select } = useEditor((state) => state)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const items = useMemo(() => outlineOf(document, definitions, (key) => closed.has(key)), [document, closed])
  // One stop for the Tab key.
  const stop = items.find(({ key }) => key === current) ?? items[0]

  const goTo = (item: OutlineItem) => {
    setCurrent(item.key)
    const nodeId = item.node?.id ?? item.exit?.from ?? item.note?.id
    if (nodeId !== undefined) {
      select({ nodes: [nodeId], edges: [] })
      onReveal(nodeId)
    }
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(item.key)}"]`)?.focus()
  }
  const setOpen = ({ key }: OutlineItem, isOpen: boolean) => {
    const next = new Set(closed)
    if (isOpen) next.delete(key)
    else next.add(key)
    setClosed(next)
  }
  const enter = ({ node, note, exit }: OutlineItem) => {
    if (note !== null) onWrite(note.id)
    else if (node !== null) onOpen(node.id)
    else if (exit !== null) onConnect(exit.from)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !stop) return
    const step = stepAfterKey(event.key, items, stop, closed)
    if (step === null) return
    if (typeof step === 'boolean') setOpen(stop, step)
    else if (step === 'enter') enter(stop)
    else goTo(step)
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={tree}
      role="tree"
      aria-label="Outline"
      className={styles.tree}
      data-canvas
      onKeyDown={onKeyDown}
    >
      {items.map((item) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
        <div
          key={item.key}
          role="treeitem"
          data-key={item.key}
          tabIndex={item === stop ? 0 : -1}
          aria-level={item.level}
          aria-expanded={item.isParent ? !closed.has(item.key) : undefined}
          aria-selected={selection.nodes.includes((item.node ?? item.note)?.id ?? '')}
          className={styles.item}
          style={{ paddingInlineStart: `${(item.level - 1) * 12 + 4}px` }}
          onClick={() => goTo(item)}
          onDoubleClick={() => enter(item)}
        >
          <OutlineLine item={item} isClosed={closed.has(item.key)} />
        </div>
      ))}
    </div>
  )
}

/** Whether the current line opens or closes, is entered, or to which line a key leads; null where the key means nothing. */
function stepAfterKey(
  key: string,
  items: readonly OutlineItem[],
  current: OutlineItem,
  closed: ReadonlySet<string>,
): boolean | 'enter' | OutlineItem | null {
  const index = items.indexOf(current)
  const isOpen = current.isParent && !closed.has(current.key)
  switch (key) {
    case 'ArrowDown':
      return items[index + 1] ?? current
    case 'ArrowUp':
      return items[index - 1] ?? current
    case 'Home':
      return items[0] ?? current
    case 'End':
      return items.at(-1) ?? current
    case 'ArrowRight':
      return current.isParent && !isOpen ? true : (items[index + 1] ?? current)
    case 'ArrowLeft':
      return isOpen ? false : (items.find((item) => item.key === current.parentKey) ?? current)
    case 'Enter':
      return 'enter'
    default:
      return null
  }
}

function OutlineLine({
  item: { exit, node, note, isRepeated, isParent },
  isClosed,
}: {
  item: OutlineItem
  isClosed: boolean
}) {
  const problems = useNodeIssues(node?.id ?? '').filter(isError).length
  if (note)
    return (
      <span className={styles.node}>
        <StickyNote aria-hidden="true" />
        <span className={styles.note}>Note: {note.text || 'empty'}</span>
      </span>
    )
  return (
    <>
      <span className={styles.twist} aria-hidden="true">
        {isParent ? (isClosed ? '▸' : '▾') : ''}
      </span>
      <span className={styles.line}>
        {exit && <span className={styles.exit}>{exit.title}</span>}
        {node === null ? (
          <span className={styles.nowhere}>leads nowhere</span>
        ) : (
          <>
            <span className={styles.node}>
              <NodeIcon group={definitions.get(node.type)?.group} />
              <span className={styles.name}>{node.name}</span>
            </span>
            {node.disabled && <span className={styles.nowhere}>disabled</span>}
            {isRepeated && <span className={styles.nowhere}>above</span>}
            {problems > 0 && !isRepeated && (
              <span className={styles.problems} title={`${problems} ${problems === 1 ? 'error' : 'errors'}`}>
                ! {problems}
              </span>
            )}
          </>
        )}
      </span>
    </>
  )
}
