import { useSyncExternalStore } from 'react'

type TemplateEditor = typeof import('./template_editor/index.ts')

let loaded: TemplateEditor | null = null
let isLoading = false
const waiting = new Set<() => void>()

/** The editor of texts weighs more than the whole canvas: it comes when the inspector first opens. */
export function loadTemplateEditor(): void {
  if (isLoading || loaded) return
  isLoading = true
  import('./template_editor/index.ts')
    .then((module) => {
      loaded = module
      for (const tell of waiting) tell()
    })
    // Plain fields do as well; the next inspector tries again.
    .catch(() => undefined)
    .finally(() => {
      isLoading = false
    })
}

/** Null until it is there. */
export const useTemplateEditor = (): TemplateEditor | null => useSyncExternalStore(subscribe, () => loaded)

function subscribe(tell: () => void): () => void {
  waiting.add(tell)
  return () => waiting.delete(tell)
}
