import { type Issue, passingExit } from '@phloem/flow'
import { memo } from 'react'
import { exitTitle } from '../words/exits.ts'
import { CHANGE_MARKS, type ChangeSign, useChangeSigns } from './change-signs.ts'
import { type ExitPlace, useIsCovered } from './coverage-store.ts'
import type { CardNode, NodeCardData } from './flow-mapping.ts'
import styles from './NodeCard.module.css'
import { NodeIcon } from './NodeIcon.tsx'
import { useNodeIssues } from './problem-store.ts'
import { Handle, type NodeProps } from './rf.ts'
import { runSign } from './run-sign.ts'
import { useRun } from './run-store.ts'

/** The one card for nodes of every type. Its handles stand where `nodeGeometry` says. */
export const NodeCard = memo(function NodeCard({ id, data, isConnectable }: NodeProps<CardNode>) {
  const { node, definition, geometry, wired } = data
  const status = useRun((run) => run?.nodes[id]?.status)
  const change = useChangeSigns()?.nodes[id]
  const title = definition?.title ?? `Unknown type ${node.type}`
  const mode = definition?.mode?.((exit) => wired.includes(exit))
  return (
    <>
      <div
        className={styles.card}
        data-group={definition?.group}
        data-run={status}
        data-change={change}
        data-disabled={node.disabled || undefined}
      >
        <div className={styles.header}>
          <span className={styles.icon}>
            <NodeIcon group={definition?.group} />
          </span>
          <div className={styles.names}>
            <strong className={styles.name} title={node.name}>
              {node.name}
            </strong>
            <span className={styles.type}>{mode ? `${title} · ${mode.title}` : title}</span>
          </div>
          {change && <ChangeBadge change={change} />}
          {node.disabled && <span className={styles.disabled}>Disabled</span>}
          <RunBadge nodeId={id} />
          <ProblemBadge issues={useNodeIssues(id)} />
        </div>
        <p className={styles.summary}>{summaryOf(data)}</p>
        <div className={styles.exits}>
          {geometry.columns.map((column) => {
            const exit = definition?.exits.find((known) => known.id === column.id)
            return (
              <span
                key={column.id}
                className={styles.exit}
                style={{ left: column.left, width: column.width }}
                title={exit?.unavailable ?? exit?.description}
                data-unavailable={exit?.unavailable !== undefined || undefined}
              >
                <CoverageSign nodeId={id} exit={column.id} />
                {column.title}
              </span>
            )
          })}
        </div>
      </div>
      {geometry.handles.map(({ id: exit, type, position, x, y }) => (
        <Handle
          key={exit ?? type}
          id={exit ?? null}
          type={type}
          position={position}
          isConnectable={isConnectable}
          className={styles.handle}
          style={{ left: x, top: y }}
          data-wired={exit ? wired.includes(exit) : undefined}
        />
      ))}
    </>
  )
})

/** Drafts may lack what the summary reads. */
function summaryOf({ node, definition }: NodeCardData): string {
  if (node.disabled) return `Calls pass by ${exitTitle(node.type, passingExit(node, definition) ?? '')}`
  try {
    return definition?.summary(node.config as never) ?? ''
  } catch {
    return 'Not filled in yet'
  }
}

function CoverageSign({ nodeId, exit }: ExitPlace) {
  const isCovered = useIsCovered(nodeId, exit)
  if (isCovered === undefined) return null
  return (
    <span className={styles.coverage} data-covered={isCovered}>
      <span aria-hidden="true">{isCovered ? '✓' : '○'}</span>
      <span className="visually-hidden">
        {isCovered ? 'taken by a scenario' : 'taken by no scenario'}
      </span>{' '}
    </span>
  )
}

const ChangeBadge = ({ change }: { change: ChangeSign }) => (
  <span className={styles.change} data-change={change}>
    <span aria-hidden="true">{CHANGE_MARKS[change]}</span> {change}
  </span>
)

function RunBadge({ nodeId }: { nodeId: string }) {
  const run = useRun((run) => run?.nodes[nodeId])
  if (!run) return null
  const { sign, words, tone } = runSign(run)
  return (
    <span className={styles.run} data-tone={tone} title={words}>
      <span aria-hidden="true">{sign}</span> {run.orders.join(', ')}
      <span className="visually-hidden"> {words}</span>
    </span>
  )
}

function ProblemBadge({ issues }: { issues: readonly Issue[] }) {
  const errors = issues.filter(({ severity }) => severity === 'error').length
  const warnings = issues.filter(({ severity }) => severity === 'warning').length
  if (errors + warnings === 0) return null
  const severity = errors > 0 ? 'error' : 'warning'
  return (
    <span className={styles.problems} data-severity={severity}>
      <span aria-hidden="true">! {errors || warnings}</span>
      <span className="visually-hidden">
        {errors > 0 ? count(errors, 'error') : count(warnings, 'warning')}
      </span>
    </span>
  )
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
