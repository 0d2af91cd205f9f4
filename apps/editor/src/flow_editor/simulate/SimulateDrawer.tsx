import type { FlowDocument } from '@phloem/flow'
import { ChevronLeft, ChevronRight, Pause, Play, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type SimulatedStep, useSimulation } from '../../api/flows.ts'
import { definitions } from '../../canvas/definitions.ts'
import { runOf, SIMULATED } from '../../canvas/run.ts'
import type { RunStore } from '../../canvas/run-store.ts'
import { eventEntries } from '../../pages/calls/timeline/event-entries.ts'
import { namesIn } from '../../pages/calls/timeline/names.ts'
import { Timeline } from '../../pages/calls/timeline/Timeline.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { FormError } from '../../ui/FormError.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import { useEditor } from '../editor-context.ts'
import styles from './SimulateDrawer.module.css'
import { CHOICES, type Choice, choicesWith, decisionsOf } from './script.ts'
import { type CallScript, choicesOf, scriptOf } from './script-of-call.ts'

interface SimulateDrawerProps {
  run: RunStore
  /** Goes up by one each time that somebody asks for a run by the keyboard. */
  asked: number
  /** A call to go by, until something else is chosen. */
  initial: CallScript | null
  save: () => Promise<boolean>
  onGoTo: (nodeId: string) => void
  onClose: () => void
}

interface Played {
  document: FlowDocument
  steps: readonly SimulatedStep[]
}

const STEP_MS = 700
const SPEEDS = [
  { value: '1', title: '1 ×' },
  { value: '2', title: '2 ×' },
  { value: '4', title: '4 ×' },
]

/** Plays the draft with the engine that answers calls: no carrier, no request leaves, and everything goes as it is told to. */
export function SimulateDrawer({ run, asked, initial, save, onGoTo, onClose }: SimulateDrawerProps) {
  const document = useEditor((state) => state.document)
  const simulation = useSimulation(document.id)
  const [chosen, setChosen] = useState<Record<string, Choice>>(() =>
    initial ? choicesOf(initial, document) : {},
  )
  const [played, setPlayed] = useState<Played | null>(null)
  const [place, setPlace] = useState(0)
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState('1')
  const decisions = useMemo(() => decisionsOf(document, definitions), [document])
  const count = played?.steps.length ?? 0

  const play = async () => {
    if (!(await save())) return
    const { steps } = await simulation.mutateAsync(scriptOf(decisions, chosen, initial, document))
    setPlayed({ document, steps })
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    setPlace(isStill ? steps.length : 1)
    setIsPlaying(!isStill)
  }
  // The mutation keeps its error for the form.
  const start = () => void play().catch(() => undefined)
  const latest = useRef(start)
  useEffect(() => {
    latest.current = start
  })
  useEffect(() => {
    if (asked > 0) latest.current()
  }, [asked])

  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(
      () => (place < count ? setPlace(place + 1) : setIsPlaying(false)),
      STEP_MS / Number(speed),
    )
    return () => clearTimeout(timer)
  }, [isPlaying, place, count, speed])
  useEffect(() => {
    if (played) run.setState({ run: runOf(SIMULATED, played.steps.slice(0, place)) })
  }, [run, played, place])
  useEffect(() => () => run.setState({ run: null }), [run])

  return (
    <section className={styles.drawer} aria-label="Simulate">
      <header className={styles.header}>
        <h2>Simulate</h2>
        <Button variant="primary" icon={<Play />} disabled={simulation.isPending} onClick={start}>
          {simulation.isPending ? 'Running…' : 'Run'}
        </Button>
        {played && (
          <Player
            place={place}
            count={count}
            isPlaying={isPlaying}
            speed={speed}
            onPlace={(next) => {
              setIsPlaying(false)
              setPlace(next)
            }}
            onPlay={() => {
              if (place === count) setPlace(1)
              setIsPlaying(!isPlaying)
            }}
            onSpeed={setSpeed}
          />
        )}
        {played && played.document !== document && <Badge tone="warning">The flow was changed since</Badge>}
        <IconButton label="Close simulation" icon={<X />} onClick={onClose} />
      </header>
      <div className={styles.body}>
        <form className={styles.script} onSubmit={(event) => event.preventDefault()}>
          {decisions.length === 0 && (
            <p>Nothing in this flow waits for anybody: it goes the same way each time.</p>
          )}
          {initial && (
            <p>
              As the call from {initial.call.from} to {initial.call.to} went.
            </p>
          )}
          {decisions.map(({ nodeId, name, kind }) => (
            <Field key={nodeId} label={name}>
              {(control) => (
                <Select
                  {...control}
                  options={choicesWith(kind, chosen[nodeId])}
                  value={chosen[nodeId] ?? CHOICES[kind][0]?.value ?? ''}
                  onChange={({ target }) => setChosen({ ...chosen, [nodeId]: target.value as Choice })}
                />
              )}
            </Field>
          ))}
          <FormError error={simulation.error} />
        </form>
        <div className={styles.steps}>
          {played ? (
            <Steps played={played} place={place} onGoTo={onGoTo} />
          ) : (
            <p>Choose what happens at each node, and run it. Nothing is called and nothing is sent.</p>
          )}
        </div>
      </div>
    </section>
  )
}

interface PlayerProps {
  place: number
  count: number
  isPlaying: boolean
  speed: string
  onPlace: (place: number) => void
  onPlay: () => void
  onSpeed: (speed: string) => void
}

function Player({ place, count, isPlaying, speed, onPlace, onPlay, onSpeed }: PlayerProps) {
  return (
    <div className={styles.player}>
      <IconButton
        label="Step back"
        icon={<ChevronLeft />}
        disabled={place <= 1}
        onClick={() => onPlace(place - 1)}
      />
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        icon={isPlaying ? <Pause /> : <Play />}
        onClick={onPlay}
      />
      <IconButton
        label="Step"
        icon={<ChevronRight />}
        disabled={place >= count}
        onClick={() => onPlace(place + 1)}
      />
      <span role="status">
        Step {place} of {count}
      </span>
      <Select
        aria-label="Speed"
        options={SPEEDS}
        value={speed}
        onChange={({ target }) => onSpeed(target.value)}
      />
    </div>
  )
}

/** What happened so far, with the values that went in and out. */
function Steps({
  played,
  place,
  onGoTo,
}: {
  played: Played
  place: number
  onGoTo: (nodeId: string) => void
}) {
  const entries = useMemo(() => {
    const names = namesIn(played.document, 'simulator')
    return played.steps.slice(0, place).flatMap(({ seq, event, effects, trace }) => {
      const at = new Date(event.at).toISOString()
      return eventEntries({ seq, at, event, effects, trace }, [], names)
    })
  }, [played, place])
  const startedAt = new Date(played.steps[0]?.event.at ?? 0).toISOString()
  return <Timeline entries={entries} startedAt={startedAt} onShowNode={onGoTo} />
}
