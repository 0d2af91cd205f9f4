import { nodes as allDefinitions } from '@phloem/nodes'
import { useEffect, useMemo, useRef } from 'react'
import type { Point } from '../canvas/arrange.ts'
import { definitions } from '../canvas/definitions.ts'
import type { FlowMapping } from '../canvas/flow-mapping.ts'
import { useReactFlow } from '../canvas/rf.ts'
import { toast } from '../ui/toast.ts'
import { type Clip, clipOf, documentOf, readClip } from './clipboard.ts'
import { placeOf } from './commands/keys.ts'
import { useEditorStore } from './editor-context.ts'
import { chosenNotes, removable, remove } from './edits.ts'
import { partsOf } from './notes/parts-of.ts'
import type { PointerPlace } from './use-pointer-place.ts'

/** From one paste of a clip to the next, and from an original to its duplicate. */
const STEP_PX = 16

export interface Clipboard {
  copy: () => void
  cut: () => void
  paste: () => void
  /** Where it was, with the lines that led in, as far as its place and their exits are free. */
  pasteWired: () => void
  duplicate: () => void
}

/**
 * Copies nodes as text and pastes them, inside a flow and across flows. The keys come as the browser's own events of the
 * clipboard; the commands of a menu ask the browser for it.
 */
export function useClipboard(mapping: FlowMapping, pointer: PointerPlace): Clipboard {
  const store = useEditorStore()
  const { screenToFlowPosition } = useReactFlow()
  const last = useRef({ text: '', times: 0 })

  const clipboard = useMemo(() => {
    const clip = (): Clip | null => {
      const { document, selection } = store.getState()
      const chosen = selection.nodes
      if (chosen.length === 0) return null
      return clipOf(document, chosen, mapping.positionsOf(document))
    }
    const put = async (clip: Clip, moveBy: Point, verb: string, keepsEntering = false) => {
      // Renaming in templates needs their parser, which the first paint does not.
      const [{ isDocument }, { paste }] = await Promise.all([import('./checker.ts'), import('./paste.ts')])
      if (!isDocument(documentOf(clip))) {
        return toast('What the clipboard holds is no part of a flow that this editor knows.', 'danger')
      }
      const { document, tx } = store.getState()
      const { document: pasted, ids } = paste(document, clip, allDefinitions, moveBy, keepsEntering)
      if (ids.length === 0) return toast('Start is there already: a flow begins at one place.')
      if (!isDocument(pasted)) return toast('With these nodes the flow would be too big.', 'danger')
      const added = [...pasted.nodes, ...(pasted.notes ?? [])].filter(({ id }) => ids.includes(id))
      tx(`${verb} ${partsOf(added)}`, () => pasted, { select: { nodes: ids, edges: [] } })
    }
    const offsetFor = (text: string, clip: Clip): Point => {
      last.current = { text, times: text === last.current.text ? last.current.times + 1 : 1 }
      const shift = STEP_PX * last.current.times
      const place = pointer.current
      if (place === null) return { x: shift, y: shift }
      const { x, y } = screenToFlowPosition(place)
      const places = [...Object.values(clip.layout), ...(clip.notes ?? []).map(({ position }) => position)]
      const left = Math.min(...places.map((each) => each.x))
      const top = Math.min(...places.map((each) => each.y))
      const again = shift - STEP_PX
      return { x: x - left + again, y: y - top + again }
    }
    const cutOut = () => {
      const { document, selection, tx } = store.getState()
      const gone = [...removable(document, selection.nodes, definitions), ...chosenNotes(document, selection)]
      if (gone.length > 0) tx(`Cut ${partsOf(gone)}`, remove(gone.map(({ id }) => id)))
    }
    return {
      text: () => {
        const copied = clip()
        if (copied) toast(`Copied ${partsOf([...copied.nodes, ...(copied.notes ?? [])])}.`)
        return copied && JSON.stringify(copied, null, 2)
      },
      pasteText: (text: string, keepsEntering = false) => {
        const read = readClip(text)
        if (read === null) return toast('The clipboard holds no nodes and no notes.')
        const isPlaceFree = read.nodes.every(({ id }) => !store.getState().document.layout?.[id])
        const moveBy = keepsEntering && isPlaceFree ? { x: 0, y: 0 } : offsetFor(text, read)
        void put(read, moveBy, 'Paste', keepsEntering)
      },
      cutOut,
      duplicate: () => {
        const copied = clip()
        if (copied) void put(copied, { x: STEP_PX, y: STEP_PX }, 'Duplicate')
      },
    }
  }, [store, mapping, pointer, screenToFlowPosition])

  useEffect(() => {
    const isOurs = () =>
      placeOf(document.activeElement) === 'canvas' &&
      document.querySelector('dialog[open]') === null &&
      (getSelection()?.isCollapsed ?? true)
    const onCopy = (event: ClipboardEvent) => {
      const text = isOurs() ? clipboard.text() : null
      if (text === null) return
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      if (event.type === 'cut') clipboard.cutOut()
    }
    // The event of the clipboard does not say which keys asked for it.
    let isShiftHeld = false
    const onKeyDown = ({ shiftKey }: KeyboardEvent) => {
      isShiftHeld = shiftKey
    }
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs()) return
      event.preventDefault()
      clipboard.pasteText(event.clipboardData?.getData('text/plain') ?? '', isShiftHeld)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    window.addEventListener('copy', onCopy)
    window.addEventListener('cut', onCopy)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      window.removeEventListener('copy', onCopy)
      window.removeEventListener('cut', onCopy)
      window.removeEventListener('paste', onPaste)
    }
  }, [clipboard])

  return useMemo(() => {
    const write = async (then: () => void) => {
      const text = clipboard.text()
      if (text === null) return toast('Select nodes or notes first.')
      await navigator.clipboard.writeText(text).then(then, refused)
    }
    return {
      copy: () => void write(() => undefined),
      cut: () => void write(clipboard.cutOut),
      paste: () => void navigator.clipboard.readText().then((text) => clipboard.pasteText(text), refused),
      pasteWired: () =>
        void navigator.clipboard.readText().then((text) => clipboard.pasteText(text, true), refused),
      duplicate: clipboard.duplicate,
    }
  }, [clipboard])
}

const refused = () => toast('The browser does not let this page use the clipboard; use the keys.', 'warning')
