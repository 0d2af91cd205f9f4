import { type FlowDocument, type Json, passingExit } from '@phloem/flow'
import { type ReactNode, useMemo } from 'react'
import { definitions } from '../../canvas/definitions.ts'
import { fieldTitle } from '../../inspector/config-fields.ts'
import { exitTitle } from '../../words/exits.ts'
import styles from './Changes.module.css'
import { type Change, documentDiff } from './document-diff.ts'
import { TextChange } from './TextChange.tsx'

interface ChangesProps {
  before: FlowDocument
  after: FlowDocument
  /** Shows where a change is. */
  onGoTo?: (nodeId: string) => void
}

/** What a call would notice between two documents, in words. */
export function Changes({ before, after, onGoTo }: ChangesProps) {
  const changes = useMemo(() => documentDiff(before, after), [before, after])
  if (changes.length === 0) return <p className={styles.none}>Nothing that a call would notice.</p>
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={keyOf(change)} data-kind={change.kind}>
          <span className={styles.sign} aria-hidden="true">
            {SIGNS[change.kind]}
          </span>
          <span>
            <Words change={change} />
            {onGoTo && change.kind !== 'flow_renamed' && (
              <button type="button" className={styles.goTo} onClick={() => onGoTo(change.node.id)}>
                Show<span className="visually-hidden"> {change.node.name}</span>
              </button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

const SIGNS: Record<Change['kind'], string> = {
  flow_renamed: '~',
  added: '+',
  removed: '−',
  renamed: '~',
  set: '~',
  switched: '~',
  led: '→',
}

function keyOf(change: Change): string {
  if (change.kind === 'flow_renamed') return change.kind
  const part = change.kind === 'set' ? change.field : change.kind === 'led' ? change.exit : ''
  return `${change.kind} ${change.node.id} ${part}`
}

function Words({ change }: { change: Change }): ReactNode {
  switch (change.kind) {
    case 'flow_renamed':
      return `The flow is called ${change.to} instead of ${change.from}`
    case 'added':
      return `${change.node.name} was added`
    case 'removed':
      return `${change.node.name} was removed`
    case 'renamed':
      return `${change.from} is called ${change.node.name}`
    case 'switched': {
      const { node } = change
      const exit = node.disabled && exitTitle(node.type, passingExit(node, definitions.get(node.type)) ?? '')
      return exit ? `${node.name} is disabled: calls pass by ${exit}` : `${node.name} is enabled`
    }
    case 'set': {
      const definition = definitions.get(change.node.type)
      const title = (definition && fieldTitle(definition.config, change.field)) ?? change.field
      const { from, to } = change
      return (
        <>
          {change.node.name} · {title}:{' '}
          {isText(from) && isText(to) ? (
            <TextChange before={from} after={to} />
          ) : (
            `${shown(from)} → ${shown(to)}`
          )}
        </>
      )
    }
    case 'led': {
      const exits = definitions.get(change.node.type)?.exits
      const title = exits?.find(({ id }) => id === change.exit)?.title ?? change.exit
      const place = (node: { name: string } | null) => node?.name ?? 'nowhere'
      return `${change.node.name} · ${title} leads to ${place(change.to)} instead of ${place(change.from)}`
    }
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== ''

const LONGEST_SHOWN = 120

function shown(value: Json | undefined): string {
  if (value === undefined || value === '') return 'empty'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}
