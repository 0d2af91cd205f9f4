import { useState } from 'react'

const STORAGE_KEY = 'phloem.overview'
/** Below that a flow is its own overview. */
const FEWEST_NODES = 30

/** Whether the overview is shown: as somebody chose in this browser, or else in large flows. */
export function useOverview(nodes: number): { isShown: boolean; toggle: () => void } {
  const [chosen, setChosen] = useState(() => localStorage.getItem(STORAGE_KEY))
  const isShown = chosen === null ? nodes >= FEWEST_NODES : chosen === 'on'
  const toggle = () => {
    const next = isShown ? 'off' : 'on'
    localStorage.setItem(STORAGE_KEY, next)
    setChosen(next)
  }
  return { isShown, toggle }
}
