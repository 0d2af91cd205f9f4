import { normaliseTemplate, type TemplatePlace } from '@phloem/flow'
import { useLayoutEffect, useRef, useState } from 'react'
import { useSecretNames } from '../api/secrets.ts'
import { useEditorStore } from '../flow_editor/editor-context.ts'
import { labelIdOf } from '../ui/Field.tsx'
import { TextInput } from '../ui/TextInput.tsx'
import { afterPress } from './after-press.ts'
import { ColouredText } from './ColouredText.tsx'
import styles from './Field.module.css'
import type { ControlProps } from './field-props.ts'
import { useInspector } from './inspector-context.ts'
import { useTemplateEditor } from './load-template-editor.ts'
import { TextArea } from './TextArea.tsx'
import type { EditorHandle } from './template_editor/index.ts'
import { useKnownRun } from './use-known-run.ts'
import { VariableMenu } from './VariableMenu.tsx'

interface TemplateInputProps {
  control: ControlProps & { 'aria-label'?: string }
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  mode?: 'line' | 'lines' | 'json'
  /** Where the rendered text goes, which decides how its values are written. */
  place: TemplatePlace | undefined
  /** Secrets may be named in it. */
  takesSecrets?: boolean
  /** One of many: it is edited by the editor of texts only while it has the focus. */
  isRow?: boolean
  inputMode?: 'url' | 'text'
  placeholder?: string | undefined
}

/**
 * A text that may hold templates, with the menu of the variables that it may name. It is a plain field until the
 * editor of texts is there, and never becomes another one under somebody's hands.
 */
export function TemplateInput(props: TemplateInputProps) {
  const {
    value,
    onChange,
    onBlur,
    mode = 'line',
    place = 'text',
    isRow = false,
    takesSecrets = false,
  } = props
  const scope = useInspector()
  const editor = useTemplateEditor()
  const { undo, redo } = useEditorStore().getState()
  const frame = useRef<HTMLDivElement>(null)
  // It is asked for its selection after it has gone.
  const plain = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const rich = useRef<EditorHandle>(null)
  const [isRich, setIsRich] = useState(editor !== null && !isRow)
  const [hasFocus, setHasFocus] = useState(false)
  const [successorOf, setSuccessorOf] = useState<HTMLInputElement | HTMLTextAreaElement | null>(null)
  const run = useKnownRun(hasFocus)
  const secretNames = useSecretNames(takesSecrets)

  // Before anything else happens: between an effect and what it renders, somebody may come into the field.
  useLayoutEffect(() => {
    if (editor && !isRow && !frame.current?.contains(document.activeElement)) setIsRich(true)
  }, [editor, isRow])
  const onFocus = () =>
    afterPress(() => {
      if (!frame.current?.contains(document.activeElement)) return
      setHasFocus(true)
      if (!isRow || !editor) return
      setSuccessorOf(document.activeElement === plain.current ? plain.current : null)
      setIsRich(true)
    })
  const onLeave = () => {
    afterPress(() => setHasFocus(frame.current?.contains(document.activeElement) ?? false))
    setSuccessorOf(null)
    setIsRich(editor !== null && !isRow)
    onBlur?.()
  }
  const insert = (template: string) => {
    if (rich.current) return rich.current.insert(template)
    const element = plain.current
    if (!element) return
    const start = element.selectionStart ?? value.length
    const end = element.selectionEnd ?? start
    onChange(value.slice(0, start) + template + value.slice(end))
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(start + template.length, start + template.length)
    })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices where the focus is
    <div
      ref={frame}
      className={styles.template}
      onFocus={onFocus}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Another window may have the focus for a while.
        if (!currentTarget.contains(relatedTarget) && document.hasFocus()) onLeave()
      }}
    >
      {editor && isRich ? (
        <editor.TemplateEditor
          ref={rich}
          value={value}
          onChange={onChange}
          onUndo={undo}
          onRedo={redo}
          mode={mode}
          attributes={attributesOf(props)}
          placeholder={props.placeholder ?? ''}
          scope={{ ...scope, run, secretNames: secretNames ?? [] }}
          successorOf={successorOf}
        />
      ) : (
        <Plain {...props} onElement={(element) => (plain.current = element)} />
      )}
      <VariableMenu run={run} onPick={insert} />
      {editor && hasFocus && value.includes('{{') && (
        <editor.Preview text={value} place={place} isJson={mode === 'json'} run={run} />
      )}
    </div>
  )
}

type PlainProps = TemplateInputProps & {
  onElement: (element: HTMLInputElement & HTMLTextAreaElement) => void
}

function Plain({ control, value, onChange, mode, isRow, inputMode, placeholder, onElement }: PlainProps) {
  const shared = {
    ...control,
    inputMode,
    placeholder,
    value,
    spellCheck: false,
    ref: (element: (HTMLInputElement & HTMLTextAreaElement) | null) => {
      if (element) onElement(element)
    },
    onChange: ({ target }: { target: { value: string } }) => onChange(normaliseTemplate(target.value)),
  }
  if (mode === 'lines' || mode === 'json') {
    const isJson = mode === 'json'
    return <TextArea {...shared} className={isJson ? styles.code : ''} rows={isJson ? 8 : 3} />
  }
  return (
    <>
      <TextInput {...shared} {...(isRow && { className: styles.underlaid })} />
      {isRow && (
        <div className={styles.coloured} aria-hidden="true">
          <ColouredText text={value} />
        </div>
      )}
    </>
  )
}

/** What says to the element with the focus what it is; a `for` does not reach it. */
function attributesOf({ control, inputMode }: TemplateInputProps): Record<string, string> {
  const { id, ...rest } = control
  const named = id === undefined ? {} : { id, 'aria-labelledby': labelIdOf(id) }
  return Object.fromEntries(
    Object.entries({ ...named, ...rest, inputmode: inputMode }).flatMap(([name, value]) =>
      value === undefined || value === false ? [] : [[name, String(value)]],
    ),
  )
}
