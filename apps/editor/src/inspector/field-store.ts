import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { Run } from '../canvas/run.ts'

/**
 * What the form knows beside the document: which fields were touched, so that a new node stays calm, and which
 * hold a text that is no value yet. Fields are named as issues name them: `name`, `config.to`.
 */
export interface FieldState {
  touched: ReadonlySet<string>
  /** Nodes whose every mistake is shown. */
  validated: ReadonlySet<string>
  /** Texts that are no value yet, such as JSON with a comma missing. They outlive their field on the page. */
  unfinished: Readonly<Record<string, { text: string; why: string }>>
  /** The fields of which the first is focused as soon as it is there. */
  wanted: { nodeId: string; fields: readonly string[] } | null
  /** The call or the simulation that the canvas showed last: templates are previewed with its values. */
  lastRun: Run | null
}

export type FieldStore = StoreApi<FieldState>

export const createFieldStore = (): FieldStore =>
  createStore(() => ({
    touched: new Set<string>(),
    validated: new Set<string>(),
    unfinished: {},
    wanted: null,
    lastRun: null,
  }))

export const FieldContext = createContext<FieldStore>(createFieldStore())

export const useFieldStore = (): FieldStore => useContext(FieldContext)

export const useFields = <T>(select: (state: FieldState) => T): T =>
  useStore(useContext(FieldContext), select)

export const fieldKey = (nodeId: string, field: string): string => `${nodeId}:${field}`

export const touch = (store: FieldStore, nodeId: string, field: string): void =>
  store.setState(({ touched }) => ({ touched: new Set(touched).add(fieldKey(nodeId, field)) }))

export const showMistakes = (store: FieldStore, nodeIds: readonly string[]): void =>
  store.setState(({ validated }) => ({ validated: new Set([...validated, ...nodeIds]) }))

export const setUnfinished = (
  store: FieldStore,
  key: string,
  text: { text: string; why: string } | null,
): void =>
  store.setState(({ unfinished }) => {
    const { [key]: _, ...rest } = unfinished
    return { unfinished: text === null ? rest : { ...rest, [key]: text } }
  })
