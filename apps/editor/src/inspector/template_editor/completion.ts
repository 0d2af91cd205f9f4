import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSection,
  pickedCompletion,
} from '@codemirror/autocomplete'
import type { EditorState, Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { sampleIn } from '../preview.ts'
import { reachWords, type ScopedVariable, type VariableGroup, variableFacts } from '../variables-in-scope.ts'
import type { EditorScope } from './TemplateEditor.tsx'

interface VariableCompletion extends Completion {
  variable: ScopedVariable
  sample: string
}

/** Secrets come last: a value that a call brings is what is looked for most. */
const secretSection: CompletionSection = { name: 'secret', rank: Number.MAX_SAFE_INTEGER }

/** The list of variables: opens at `{{` and by Ctrl-Space, by node, the nearest upstream first. */
export const completion = (scope: () => EditorScope): Extension =>
  autocompletion({
    override: [(context) => complete(context, scope())],
    icons: false,
    // As they stand in the flow, not by the alphabet.
    compareCompletions: () => 0,
    tooltipClass: () => 'cm-variables',
    addToOptions: [{ render: facts, position: 80 }],
  })

export function complete(context: CompletionContext, scope: EditorScope): CompletionResult | null {
  const place = placeAt(context.state, context.pos, context.explicit)
  if (place === null) return null
  return {
    from: context.pos - place.word.length,
    options: [
      ...scope.groups.flatMap((group, rank) => optionsOf(group, rank, scope, place.isInside)),
      ...scope.secretNames.map((name) => secretOption(name, place.isInside)),
    ].filter(({ label }) => matchIn(label, place.word) !== -1),
    // Typing narrows by what a path contains: letters that lie apart would find the nearest node for everything.
    filter: false,
    getMatch: ({ label }) => {
      const start = matchIn(label, place.word)
      return [start, start + place.word.length]
    },
  }
}

/** What is being named at a place, and whether between braces; null where no variable is expected. */
function placeAt(
  state: EditorState,
  at: number,
  isAsked: boolean,
): { word: string; isInside: boolean } | null {
  const before = state.sliceDoc(state.doc.lineAt(at).from, at)
  const [, named] = /\{\{\{?[~&]?\s*(?:#?\w+\s+|\()*([\w.]*)$/.exec(before) ?? []
  if (named !== undefined) return { word: named, isInside: true }
  if (!isAsked) return null
  const isInside = before.lastIndexOf('{{') > before.lastIndexOf('}}')
  return { word: isInside ? (/[\w.]*$/.exec(before)?.[0] ?? '') : '', isInside }
}

function optionsOf(
  { node, reach, variables }: VariableGroup,
  rank: number,
  { run }: EditorScope,
  isInside: boolean,
): VariableCompletion[] {
  const section: CompletionSection = {
    name: node.name,
    rank,
    header: () => header(node.name, reachWords[reach]),
  }
  return variables.map((variable) => ({
    label: `${node.name}.${variable.path}`,
    section,
    variable,
    sample: sampleIn(run, node.id, variable),
    apply: (view, option, from, to) => insert(view, option, from, to, isInside),
  }))
}

const secretOption = (name: string, isInside: boolean): Completion => ({
  label: `secret.${name}`,
  section: secretSection,
  apply: (view, option, from, to) => insert(view, option, from, to, isInside),
})

const matchIn = (label: string, word: string): number => label.toLowerCase().indexOf(word.toLowerCase())

/** Writes the path, and the braces that it lacks. */
function insert(view: EditorView, option: Completion, from: number, to: number, isInside: boolean): void {
  const { state } = view
  const before = state.sliceDoc(state.doc.lineAt(from).from, from)
  const [rest = '', , closing = ''] =
    /^([\w.]*)(\s*\}\}+)?/.exec(state.sliceDoc(to, state.doc.lineAt(to).to)) ?? []
  const opened = before.slice(before.lastIndexOf('{{'))
  const takesMore = /\(|\bdefault\s/.test(opened)
  const text = isInside ? option.label + (closing || (takesMore ? '' : '}}')) : `{{${option.label}}}`
  view.dispatch({
    changes: { from, to: isInside ? to + rest.length : to, insert: text },
    selection: { anchor: from + text.length },
    annotations: pickedCompletion.of(option),
    userEvent: 'input.complete',
    scrollIntoView: true,
  })
}

function header(name: string, words: string): HTMLElement {
  const element = document.createElement('completion-section')
  element.append(name, ' ', small(words))
  return element
}

const facts = (option: Completion): HTMLElement =>
  small(
    'variable' in option
      ? variableFactsOf(option as VariableCompletion)
      : 'filled in when it is sent, never shown',
  )

const variableFactsOf = ({ variable, sample }: VariableCompletion): string => variableFacts(variable, sample)

function small(words: string): HTMLElement {
  const element = document.createElement('small')
  element.textContent = words
  return element
}
