import type { FlowDocument } from '@phloem/flow'
import { Play, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import {
  type PlayedCall,
  type Scenario,
  type ScenarioResult,
  type Script,
  useKeepScenario,
  useScenarioRun,
  useScenarios,
  useSimulation,
} from '../../api/simulations.ts'
import type { CoverageStore } from '../../canvas/coverage-store.ts'
import { definitions } from '../../canvas/definitions.ts'
import { runOf, SIMULATED } from '../../canvas/run.ts'
import type { RunStore } from '../../canvas/run-store.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { toast } from '../../ui/toast.ts'
import { exitTitle } from '../../words/exits.ts'
import { useEditor } from '../editor-context.ts'
import { KeepScenario } from './KeepScenario.tsx'
import { PlayerControls } from './PlayerControls.tsx'
import { Scenarios } from './Scenarios.tsx'
import { ScriptForm } from './ScriptForm.tsx'
import styles from './SimulateDrawer.module.css'
import { Steps } from './Steps.tsx'
import { decisionsOf, hasReal, scriptFor, USUAL_SCRIPT } from './script.ts'
import { usePlayer } from './use-player.ts'

/** What somebody asked for by a command, and how many times so far. */
export interface Asked {
  what: 'call' | 'scenarios'
  times: number
}

interface SimulateDrawerProps {
  run: RunStore
  coverage: CoverageStore
  asked: Asked
  save: () => Promise<boolean>
  onGoTo: (nodeId: string) => void
  onClose: () => void
}

export interface Played extends PlayedCall {
  document: FlowDocument
  script: Script
}

/** Plays the draft with the engine that answers calls: no carrier, nothing leaves unless it is asked for, and everything goes as it is told to. */
export function SimulateDrawer({ run, coverage, asked, save, onGoTo, onClose }: SimulateDrawerProps) {
  const document = useEditor((state) => state.document)
  const simulation = useSimulation(document.id)
  const scenarios = useScenarios(document.id).data ?? []
  const scenarioRun = useScenarioRun(document.id)
  const keeping = useKeepScenario(document.id)
  const [tab, setTab] = useState<string>('call')
  const [script, setScript] = useState<Script>(USUAL_SCRIPT)
  const [played, setPlayed] = useState<Played | null>(null)
  const [results, setResults] = useState<readonly ScenarioResult[] | null>(null)
  const [isNaming, setIsNaming] = useState(false)
  const player = usePlayer()
  const decisions = useMemo(() => decisionsOf(document, definitions), [document])

  const play = async (wanted: Script) => {
    setTab('call')
    if (!(await save())) return
    const answered = await simulation.mutateAsync(scriptFor(wanted, decisions))
    setPlayed({ ...answered, document, script: wanted })
    player.begin(answered.steps.length)
  }
  const runScenarios = async () => {
    setTab('scenarios')
    if (!(await save())) return
    const answered = await scenarioRun.mutateAsync()
    setResults(answered.results)
    const differing = answered.results.filter(({ difference }) => difference !== null).length
    const count = answered.results.length
    if (differing > 0) toast(`${differing} of ${count} scenarios went another way.`, 'danger')
    else if (count > 0) toast(`All ${count} scenarios went as expected.`, 'success')
  }
  // The mutations keep their errors for the drawer.
  const start = (wanted: Script) => void play(wanted).catch(() => undefined)
  const startAll = () => void runScenarios().catch(() => undefined)
  const latest = useRef(() => {})
  useEffect(() => {
    latest.current = () => (asked.what === 'call' ? start(script) : startAll())
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for
  useEffect(() => latest.current(), [asked])

  useEffect(() => {
    if (played) run.setState({ run: runOf(SIMULATED, played.steps.slice(0, player.place)) })
  }, [run, played, player.place])
  useEffect(() => () => run.setState({ run: null }), [run])

  const keep = async (name: string, { call, outcomes }: Pick<Scenario, 'call' | 'outcomes'>) => {
    if (!(await save())) return
    await keeping.mutateAsync({ name, call, outcomes })
    setIsNaming(false)
    toast(`“${name}” is kept with the flow.`, 'success')
  }
  const isStale = played !== null && played.document !== document
  return (
    <section className={styles.drawer} aria-label="Simulate">
      <header className={styles.header}>
        <h2>Simulate</h2>
        <Button
          variant="primary"
          icon={<Play />}
          disabled={simulation.isPending}
          onClick={() => start(script)}
        >
          {simulation.isPending ? 'Running…' : 'Run'}
        </Button>
        {played && tab === 'call' && <PlayerControls player={player} />}
        {isStale && <Badge tone="warning">The flow was changed since</Badge>}
        {hasReal(script) && <Badge tone="warning">Sends real requests</Badge>}
        <IconButton label="Close simulation" icon={<X />} onClick={onClose} />
      </header>
      <Tabs
        label="Simulation"
        className={styles.tabs ?? ''}
        tabs={[
          { id: 'call', title: 'One call' },
          { id: 'scenarios', title: 'Scenarios', count: scenarios.length },
        ]}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'call' ? (
          <div className={styles.body}>
            <form className={styles.script} onSubmit={(event) => event.preventDefault()}>
              <FormError error={simulation.error} />
              <ScriptForm script={script} decisions={decisions} onChange={setScript} />
            </form>
            <div className={styles.steps}>
              {played ? (
                <>
                  <Steps played={played} place={player.place} onGoTo={onGoTo} />
                  <Button disabled={isStale} onClick={() => setIsNaming(true)}>
                    Keep as a scenario…
                  </Button>
                </>
              ) : (
                <p>Choose what happens at each node, and run it. Nobody is called.</p>
              )}
            </div>
          </div>
        ) : (
          <div className={styles.steps}>
            <FormError error={scenarioRun.error} />
            {scenarios.length > 0 && (
              <Button icon={<Play />} disabled={scenarioRun.isPending} onClick={startAll}>
                Run all scenarios
              </Button>
            )}
            <Scenarios
              document={document}
              coverage={coverage}
              results={results}
              onOpen={({ call, outcomes }) => {
                setScript({ call, outcomes })
                start({ call, outcomes })
              }}
              onAccept={(scenario) =>
                void keep(scenario.name, scenario)
                  .then(runScenarios)
                  .catch((error: Error) => toast(`Not kept: ${error.message}`, 'danger'))
              }
            />
          </div>
        )}
      </Tabs>
      {isNaming && played && (
        <KeepScenario
          proposedName={nameOf(played)}
          isTaken={(name) => scenarios.some((known) => known.name === name)}
          isPending={keeping.isPending}
          error={keeping.error}
          onKeep={(name) =>
            void keep(name, { call: played.script.call, outcomes: played.outcomes }).catch(() => undefined)
          }
          onClose={() => setIsNaming(false)}
        />
      )}
    </section>
  )
}

/** By where the call went last: `Busy / Rejected`. */
function nameOf({ steps, document }: Played): string {
  const last = steps.flatMap(({ trace }) => trace).findLast((line) => line.type === 'left')
  const node = document.nodes.find(({ id }) => id === last?.nodeId)
  return last && node ? exitTitle(node.type, last.exit) : 'A call'
}
