import { useEffect } from 'react'
import type { RunStore } from '../canvas/run-store.ts'
import { useFieldStore } from '../inspector/field-store.ts'

/** Keeps the values of the run that the canvas showed last, for previews: they outlive the simulation's drawer. */
export function useRememberedRun(store: RunStore): void {
  const fields = useFieldStore()
  useEffect(
    () =>
      store.subscribe(({ run }) => {
        if (run) fields.setState({ lastRun: run })
      }),
    [store, fields],
  )
}
