import type { FlowDocument } from '@phloem/flow'
import { useEffect, useMemo, useState } from 'react'
import { type Scenario, type ScenarioResult, useRemoveScenario, useScenarios } from '../../api/simulations.ts'
import type { CoverageStore } from '../../canvas/coverage-store.ts'
import { definitions } from '../../canvas/definitions.ts'
import { namesIn } from '../../pages/calls/timeline/names.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { coverageOf, exitsToCover } from './coverage.ts'
import { differenceWords } from './difference-words.ts'
import styles from './Scenarios.module.css'

interface ScenariosProps {
  document: FlowDocument
  coverage: CoverageStore
  /** Of the last time that all were played; null before. */
  results: readonly ScenarioResult[] | null
  onOpen: (scenario: Scenario) => void
  /** What the draft does now becomes what is expected. */
  onAccept: (scenario: Scenario) => void
}

/** The calls that are kept with the flow, and how the draft does by them. */
export function Scenarios({ document, coverage, results, onOpen, onAccept }: ScenariosProps) {
  const scenarios = useScenarios(document.id)
  const remove = useRemoveScenario(document.id)
  const names = useMemo(() => namesIn(document, 'simulator'), [document])
  if (scenarios.isPending) return <Skeleton label="Loading the scenarios" lines={2} />
  if (scenarios.isError)
    return <p role="alert">The scenarios could not be loaded: {scenarios.error.message}</p>
  if (scenarios.data.length === 0)
    return (
      <p>
        A simulation that you keep as a scenario stands here, and can be run again with all others after each
        change.
      </p>
    )
  return (
    <div className={styles.scenarios}>
      <Coverage document={document} coverage={coverage} results={results} />
      <ul>
        {scenarios.data.map((scenario) => {
          const result = results?.find(({ name }) => name === scenario.name)
          return (
            <li key={scenario.name} data-result={result && (result.difference ? 'differs' : 'same')}>
              <span className={styles.sign} aria-hidden="true">
                {result ? (result.difference ? '✕' : '✓') : '–'}
              </span>
              <div className={styles.what}>
                <strong>{scenario.name}</strong>
                <span className={styles.words}>
                  {result ? differenceWords(result.difference, names) : 'Not run yet'}
                </span>
              </div>
              <Button onClick={() => onOpen(scenario)}>
                Open<span className="visually-hidden"> {scenario.name}</span>
              </Button>
              {result?.difference && (
                <Button onClick={() => onAccept(scenario)}>
                  Expect this<span className="visually-hidden"> of {scenario.name}</span>
                </Button>
              )}
              <Button
                variant="ghost"
                disabled={remove.isPending}
                onClick={() => remove.mutate(scenario.name)}
              >
                Delete<span className="visually-hidden"> {scenario.name}</span>
              </Button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Coverage({
  document,
  coverage,
  results,
}: Pick<ScenariosProps, 'document' | 'coverage' | 'results'>) {
  const [isShown, setIsShown] = useState(false)
  const covered = useMemo(() => {
    const exits = exitsToCover(document, definitions)
    return (
      results &&
      coverageOf(
        exits,
        results.map(({ path }) => path),
      )
    )
  }, [document, results])
  useEffect(() => {
    coverage.setState({ coverage: isShown ? covered : null })
    return () => coverage.setState({ coverage: null })
  }, [coverage, covered, isShown])
  if (covered === null) return null
  const all = Object.values(covered)
  return (
    <p className={styles.coverage}>
      <span>
        {all.filter(Boolean).length} of {all.length} exits are taken by a scenario.
      </span>
      <Switch
        label="Show on the canvas"
        checked={isShown}
        onChange={({ target }) => setIsShown(target.checked)}
      />
    </p>
  )
}
