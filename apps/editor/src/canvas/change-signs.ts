import { createContext, useContext } from 'react'

export type ChangeSign = 'added' | 'removed' | 'changed' | 'moved'

/** How two documents differ that are shown in one; nodes by id, edges by `edgeId`. */
export interface ChangeSigns {
  nodes: Readonly<Record<string, ChangeSign>>
  edges: Readonly<Record<string, ChangeSign>>
}

/** Null where nothing is compared. */
export const ChangeSignsContext = createContext<ChangeSigns | null>(null)

export const useChangeSigns = (): ChangeSigns | null => useContext(ChangeSignsContext)

/** For those who do not see colours. */
export const CHANGE_MARKS: Record<ChangeSign, string> = {
  added: '+',
  removed: '−',
  changed: '~',
  moved: '↔',
}
