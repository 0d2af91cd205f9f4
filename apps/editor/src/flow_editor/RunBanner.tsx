import { X } from 'lucide-react'
import { useContext } from 'react'
import { Link } from 'wouter'
import { definitions } from '../canvas/definitions.ts'
import { type Run, SIMULATED } from '../canvas/run.ts'
import { RunContext, useRun } from '../canvas/run-store.ts'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './Banner.module.css'
import { useEditor } from './editor-context.ts'

/** The call that the canvas shows, in words; also for those who do not see the lit path. */
export function RunBanner() {
  const store = useContext(RunContext)
  const run = useRun((shown) => shown)
  const nodes = useEditor(({ document }) => document.nodes)
  if (!run) return null
  const typeOf = (nodeId: string) => nodes.find(({ id }) => id === nodeId)?.type ?? ''
  return (
    <div className={styles.banner} data-status={run.status}>
      <p role="status">
        {run.callUUID === SIMULATED ? 'Simulation' : `Call ${run.from === '' ? '' : `from ${run.from}`}`} –{' '}
        {outcomeOf(run, typeOf)}
      </p>
      {run.callUUID !== SIMULATED && (
        <Link href={`/calls/${encodeURIComponent(run.callUUID)}`}>Show call</Link>
      )}
      <IconButton label="Clear the call" icon={<X />} onClick={() => store.setState({ run: null })} />
    </div>
  )
}

/** How the call went: by which exit its last voice node was left, or where it is. */
function outcomeOf(run: Run, typeOf: (nodeId: string) => string): string {
  if (run.failure !== null) return `failed: ${run.failure}`
  const left = run.path.findLast(
    ({ nodeId }) =>
      definitions.get(typeOf(nodeId))?.waitsForCarrier && run.nodes[nodeId]?.status !== 'passed_over',
  )
  const exit = definitions.get(left ? typeOf(left.nodeId) : '')?.exits.find(({ id }) => id === left?.exit)
  if (exit) return exit.title
  return run.status === 'live' ? 'in progress' : 'ended'
}
