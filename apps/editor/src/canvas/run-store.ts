import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { Run } from './run.ts'

/** The run that the canvas shows, or none. Apart from the document: lighting a path never touches its nodes. */
export type RunStore = StoreApi<{ run: Run | null }>

export const createRunStore = (run: Run | null = null): RunStore => createStore(() => ({ run }))

export const RunContext = createContext<RunStore>(createRunStore())

/** Renders only when what is selected of the run changes, so that a step of a call touches few components. */
export const useRun = <T>(select: (run: Run | null) => T): T =>
  useStore(useContext(RunContext), ({ run }) => select(run))
