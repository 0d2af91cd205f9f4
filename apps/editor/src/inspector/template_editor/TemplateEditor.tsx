import { standardKeymap } from '@codemirror/commands'
import { Annotation, EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder as placeholderText, tooltips } from '@codemirror/view'
import { normaliseTemplate } from '@phloem/flow'
import { type RefObject, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { Run } from '../../canvas/run.ts'
import type { InspectorScope } from '../inspector-context.ts'
import { colours } from './colours.ts'
import { completion } from './completion.ts'
import { jsonMode } from './json-mode.ts'
import { oneLine } from './one-line.ts'
import { problems } from './problems.ts'
import './template-editor.css'

export interface EditorScope extends InspectorScope {
  /** The last run that is known, for its values. */
  run: Run | null
  /** The secrets that may be named here. */
  secretNames: readonly string[]
}

export interface EditorHandle {
  /** Puts a text where the cursor is, or in place of what is selected. */
  insert: (text: string) => void
}

interface TemplateEditorProps {
  ref: RefObject<EditorHandle | null>
  value: string
  onChange: (value: string) => void
  onUndo: () => void
  onRedo: () => void
  mode: 'line' | 'lines' | 'json'
  /** Label, description and mistakes, for the element that has the focus. */
  attributes: Readonly<Record<string, string>>
  placeholder: string
  scope: EditorScope
  /** The plain field whose focus and selection it takes over, if it had them. */
  successorOf: HTMLInputElement | HTMLTextAreaElement | null
}

/** Marks a change that came from the document, so that it does not go back there. */
const fromDocument = Annotation.define<true>()

/**
 * CodeMirror on one text of the document. It has no history of its own: undoing is the document's. What the document
 * changes while an input method composes waits until that is through.
 */
export function TemplateEditor(props: TemplateEditorProps) {
  const { ref, value, attributes } = props
  const host = useRef<HTMLDivElement>(null)
  const viewRef = useRef<EditorView>(null)
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })

  useLayoutEffect(() => {
    const { value, successorOf } = latest.current
    const view = new EditorView({
      parent: host.current as HTMLDivElement,
      state: EditorState.create({
        doc: value,
        selection: { anchor: value.length },
        extensions: extensionsFor(latest),
      }),
    })
    viewRef.current = view
    if (successorOf) {
      const length = view.state.doc.length
      const anchor = Math.min(successorOf.selectionStart ?? length, length)
      const head = Math.min(successorOf.selectionEnd ?? length, length)
      view.dispatch({ selection: { anchor, head } })
      view.focus()
    }
    return () => view.destroy()
  }, [])

  useLayoutEffect(() => {
    const view = viewRef.current
    if (view && !view.composing) show(view, value)
  }, [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: an empty transaction has the attributes read again
  useLayoutEffect(() => viewRef.current?.dispatch({}), [JSON.stringify(attributes)])

  useImperativeHandle(ref, () => ({
    insert(text) {
      const view = viewRef.current
      if (!view) return
      view.dispatch(view.state.replaceSelection(text), { userEvent: 'input', scrollIntoView: true })
      view.focus()
    },
  }))
  return <div ref={host} className="template-editor" data-mode={props.mode} />
}

/** With which the server lets this page add style sheets. */
const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

function extensionsFor(latest: RefObject<TemplateEditorProps>) {
  const { mode, placeholder } = latest.current
  return [
    EditorView.cspNonce.of(styleNonce()),
    mode === 'line' ? oneLine : EditorView.lineWrapping,
    mode === 'json' ? jsonMode : [],
    // Tab is in no keymap: it leaves the field.
    keymap.of(standardKeymap),
    completion(() => latest.current.scope),
    problems(() => latest.current.scope, mode === 'json'),
    colours,
    placeholderText(placeholder),
    tooltips({ position: 'fixed', parent: document.body }),
    EditorView.contentAttributes.of(() => ({
      'aria-multiline': String(mode !== 'line'),
      // It is focusable without, but not for those who look for the attribute.
      tabindex: '0',
      ...latest.current.attributes,
    })),
    EditorView.clipboardInputFilter.of(normaliseTemplate),
    EditorView.updateListener.of(({ state, transactions }) => {
      const isTyped = transactions.some(
        (transaction) => transaction.docChanged && !transaction.annotation(fromDocument),
      )
      if (isTyped) latest.current.onChange(state.doc.toString())
    }),
    EditorView.domEventHandlers({
      compositionend: (_, view) => {
        setTimeout(() => show(view, latest.current.value))
      },
      // The browser's own undo, by its menu, knows nothing of the document's history.
      beforeinput: ({ inputType }) => {
        if (inputType === 'historyUndo') latest.current.onUndo()
        else if (inputType === 'historyRedo') latest.current.onRedo()
        else return false
        return true
      },
    }),
  ]
}

/** Changes only what differs, so that the cursor stays where it is. */
function show(view: EditorView, value: string): void {
  const before = view.state.doc.toString()
  const after = value.replace(/\r\n?/g, '\n')
  if (before === after) return
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  let same = 0
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1
  view.dispatch({
    changes: { from: start, to: before.length - same, insert: after.slice(start, after.length - same) },
    annotations: fromDocument.of(true),
    filter: false,
  })
}
