import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'

/** Calls that go on now. */
export interface Live {
  /** Node id → how many calls are there. */
  nodes: Readonly<Record<string, number>>
  /** Edge id → how often a call was seen to go along it; each time a mark does, too. */
  moves: Readonly<Record<string, number>>
}

/** How often exits were taken. */
export interface Heat {
  /** Edge id, or what it would be of an exit that leads nowhere → times. */
  counts: Readonly<Record<string, number>>
  /** The greatest of them; at least 1. */
  most: number
}

/** Which exits the scenarios of the flow take, by edge id, or what it would be of an exit that leads nowhere. */
export type Coverage = Readonly<Record<string, boolean>>

/** What may lie over the canvas; null while it does not. Apart from the document: no count touches its nodes. */
export type LayerStore = StoreApi<{ live: Live | null; heat: Heat | null; coverage: Coverage | null }>

export const createLayerStore = (): LayerStore =>
  createStore(() => ({ live: null, heat: null, coverage: null }))

export const LayerContext = createContext<LayerStore>(createLayerStore())

/** Each card and line reads its own number, so that a call which moves renders two cards and a line. */
export const useLive = <T>(select: (live: Live | null) => T): T =>
  useStore(useContext(LayerContext), ({ live }) => select(live))

export const useHeat = <T>(select: (heat: Heat | null) => T): T =>
  useStore(useContext(LayerContext), ({ heat }) => select(heat))

/** Undefined where nothing is to be shown. */
export const useIsCovered = (exitId: string): boolean | undefined =>
  useStore(useContext(LayerContext), ({ coverage }) => coverage?.[exitId])
