import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import { edgeId } from './flow-mapping.ts'

/** An exit of a node, whether it leads on or not. */
export interface ExitPlace {
  nodeId: string
  exit: string
}

/** Which exits the scenarios of a flow take; null while nobody asked to see it. By `edgeId`. */
export type CoverageStore = StoreApi<{ coverage: Readonly<Record<string, boolean>> | null }>

export const createCoverageStore = (): CoverageStore => createStore(() => ({ coverage: null }))

export const CoverageContext = createContext<CoverageStore>(createCoverageStore())

/** Undefined where nothing is to be shown. */
export const useIsCovered = (nodeId: string, exit: string): boolean | undefined =>
  useStore(useContext(CoverageContext), ({ coverage }) => coverage?.[edgeId({ from: nodeId, exit })])
