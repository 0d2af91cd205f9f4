import type { FlowEdge, NodeDefinition } from '@phloem/flow'
import { nodes as allDefinitions } from '@phloem/nodes'
import { type CSSProperties, lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useFlows } from '../api/flows.ts'
import type { Point } from '../canvas/arrange.ts'
import { definitions } from '../canvas/definitions.ts'
import { FlowCanvas } from '../canvas/FlowCanvas.tsx'
import { createFlowMapping, edgeId } from '../canvas/flow-mapping.ts'
import type { LayerStore } from '../canvas/layer-store.ts'
import { NoteEditsContext } from '../canvas/note-edits.ts'
import { type ProblemStore, useNodeIssues } from '../canvas/problem-store.ts'
import type { RunStore } from '../canvas/run-store.ts'
import { useFieldStore } from '../inspector/field-store.ts'
import { ToastSlot } from '../ui/ToastSlot.tsx'
import { allBoxesOf } from './boxes.ts'
import { CommandPalette } from './commands/CommandPalette.tsx'
import { useKeyboard } from './commands/use-keyboard.ts'
import { useEditor, useEditorStore } from './editor-context.ts'
import { nothingSelected } from './editor-store.ts'
import { exitEntries } from './exit-entries.ts'
import { FlowPanel } from './FlowPanel.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { LayerPanel } from './layers/LayerPanel.tsx'
import { useLayers } from './layers/use-layers.ts'
import { useNotes } from './notes/use-notes.ts'
import { Overlays } from './Overlays.tsx'
import { Palette } from './Palette.tsx'
import { openingWidth, PanelSeparator } from './PanelSeparator.tsx'
import { ProblemsDrawer } from './ProblemsDrawer.tsx'
import { QuickAdd, type WantedNode } from './QuickAdd.tsx'
import { RestoreBanner } from './RestoreBanner.tsx'
import { RunBanner } from './RunBanner.tsx'
import type { Asked } from './simulate/SimulateDrawer.tsx'
import { useCallScript } from './simulate/use-call-script.ts'
import { TopBar } from './TopBar.tsx'
import { useTidy } from './tidy/use-tidy.ts'
import { useAdding } from './use-adding.ts'
import { useArranging } from './use-arranging.ts'
import { useAutosave } from './use-autosave.ts'
import { useCanvasEdits } from './use-canvas-edits.ts'
import { useChecks } from './use-checks.ts'
import { useClipboard } from './use-clipboard.ts'
import { type Overlay, useCommands } from './use-commands.ts'
import { useDeleting } from './use-deleting.ts'
import { useDisabling } from './use-disabling.ts'
import { useFinding } from './use-finding.ts'
import { useLiveRun } from './use-live-run.ts'
import { useOverview } from './use-overview.ts'
import { middleOfCanvas, usePointerPlace } from './use-pointer-place.ts'
import { useProblemTour } from './use-problem-tour.ts'
import { usePublishing } from './use-publishing.ts'
import { useRememberedRun } from './use-remembered-run.ts'
import { focusNode, useReveal } from './use-reveal.ts'
import { useSaving } from './use-saving.ts'
import { useWalking } from './use-walking.ts'
import styles from './Workspace.module.css'

const loadInspector = () => import('../inspector/Inspector.tsx')
// What the first paint does not need comes after it.
const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }))
const DeleteDialog = lazy(async () => ({ default: (await import('./DeleteDialog.tsx')).DeleteDialog }))
const Outline = lazy(async () => ({ default: (await import('./outline/Outline.tsx')).Outline }))
const Overview = lazy(async () => ({ default: (await import('../canvas/Overview.tsx')).Overview }))
const SimulateDrawer = lazy(async () => ({
  default: (await import('./simulate/SimulateDrawer.tsx')).SimulateDrawer,
}))
const PublishDialog = lazy(async () => ({ default: (await import('./PublishDialog.tsx')).PublishDialog }))
const ConflictDialog = lazy(async () => ({
  default: (await import('./ConflictDialog.tsx')).ConflictDialog,
}))
const TestCall = lazy(async () => ({ default: (await import('../pages/calls/TestCall.tsx')).TestCall }))

type ExitPlace = Pick<FlowEdge, 'from' | 'exit'> & { place: Point }

interface WorkspaceProps {
  flowId: string
  problems: ProblemStore
  run: RunStore
  layers: LayerStore
}

/** The flow editor's page around one document: bar, palette, canvas, panel and problems. */
export function Workspace({ flowId, problems, run, layers: layerStore }: WorkspaceProps) {
  const editor = useEditorStore()
  const fields = useFieldStore()
  const { document, selection, tx } = useEditor((state) => state)
  const summary = useFlows().data?.find(({ id }) => id === flowId)
  const [mapping] = useState(() => createFlowMapping(definitions))
  const [wanted, setWanted] = useState<WantedNode | null>(null)
  // From here on the separator has it.
  const [widths] = useState(() => ({ '--panel-width': `${openingWidth()}px` }) as CSSProperties)
  const [exitMenu, setExitMenu] = useState<ExitPlace | null>(null)
  const [isPaletteOpen, setIsPaletteOpen] = useState(false)
  /** Null while the drawer is closed. */
  const [simulationAsked, setSimulationAsked] = useState<Asked | null>(null)
  const [overlay, setOverlay] = useState<Overlay | null>(null)

  const checkNow = useChecks(problems)
  const saving = useSaving()
  useAutosave(saving)
  const adding = useAdding(mapping)
  const deleting = useDeleting()
  const pointer = usePointerPlace()
  const clipboard = useClipboard(mapping, pointer)
  const arranging = useArranging(mapping)
  const walking = useWalking(mapping)
  const tidy = useTidy(mapping)
  const notes = useNotes(mapping, pointer)
  const finding = useFinding(walking.goTo, () => setOverlay('find'))
  const overview = useOverview(document.nodes.length)
  const toggleDisabled = useDisabling()
  const reveal = useReveal()
  const revealNode = useCallback(
    (nodeId: string) => {
      const box = allBoxesOf(editor.getState().document, mapping).get(nodeId)
      if (box) reveal(box)
    },
    [editor, mapping, reveal],
  )
  const tour = useProblemTour(problems, revealNode)
  const publishing = usePublishing(summary, problems, checkNow, tour)
  const layers = useLayers(flowId, layerStore)
  const [callScript, leaveCallScript] = useCallScript()
  const isSimulating = simulationAsked !== null || callScript !== null
  useLiveRun(flowId, run, layers.isLive)
  useRememberedRun(run)
  useEffect(() => void loadInspector(), [])

  const open = useCallback(
    (nodeId: string) => {
      if (editor.getState().document.notes?.some(({ id }) => id === nodeId)) return notes.write(nodeId)
      editor.getState().select({ nodes: [nodeId], edges: [] })
      fields.setState({ wanted: { nodeId, fields: ['name'] } })
    },
    [editor, fields, notes.write],
  )
  const goToField = (nodeId: string, field: string) => {
    editor.getState().select({ nodes: [nodeId], edges: [] })
    revealNode(nodeId)
    fields.setState({ wanted: { nodeId, fields: [field] } })
  }
  const close = () => {
    const [nodeId] = editor.getState().selection.nodes
    editor.getState().select(nothingSelected)
    if (nodeId !== undefined) focusNode(nodeId)
  }
  const save = async () => {
    // A name is taken over when its field is left.
    const field = window.document.activeElement
    if (field instanceof HTMLElement && field.closest('[data-edits-document]')) {
      field.blur()
      field.focus()
    }
    return saving.save()
  }
  const runs = useCommands({
    save,
    close,
    open,
    publishing,
    deleting,
    clipboard,
    arranging,
    walking,
    tour,
    notes,
    finding,
    tidy,
    simulate: (what) => setSimulationAsked((before) => ({ what, times: (before?.times ?? 0) + 1 })),
    toggleDisabled,
    layers,
    addNode: () => {
      const place = pointer.current
      const { document, selection } = editor.getState()
      const [edge, ...others] = document.edges.filter((each) => selection.edges.includes(edgeId(each)))
      if (edge && others.length + selection.nodes.length === 0) {
        return setWanted({ listAt: place ?? middleOfCanvas(), nodeAt: null, exit: null, into: edge })
      }
      setWanted({ listAt: place ?? middleOfCanvas(), nodeAt: place, exit: null })
    },
    toggleOverview: overview.toggle,
    show: setOverlay,
  })
  useKeyboard(runs)

  const openExitMenu = useCallback(
    ({ from, exit }: Pick<FlowEdge, 'from' | 'exit'>, place: Point) => setExitMenu({ from, exit, place }),
    [],
  )
  const edits = useCanvasEdits(open, revealNode, setWanted, openExitMenu)
  const exitActions = {
    tx,
    onExtend: (exit: Pick<FlowEdge, 'from' | 'exit'>, definition: NodeDefinition) =>
      open(adding.addTo(exit, definition, null)),
    onInsert: (edge: FlowEdge, definition: NodeDefinition) => open(adding.addInto(edge, definition)),
  }
  const hasTrigger = document.nodes.some(({ type }) => definitions.get(type)?.isTrigger)
  const palette = useMemo(
    () => allDefinitions.filter(({ isTrigger }) => !(isTrigger && hasTrigger)),
    [hasTrigger],
  )
  const node =
    selection.nodes.length === 1 ? document.nodes.find(({ id }) => id === selection.nodes[0]) : undefined
  const nodeIssues = useNodeIssues(node?.id ?? '')

  return (
    <div className={styles.workspace} style={widths} data-palette-open={isPaletteOpen || undefined}>
      <title>{`${document.name} · Phloem`}</title>
      <TopBar
        summary={summary}
        isPaletteOpen={isPaletteOpen}
        isProblemsOpen={tour.isOpen}
        onPalette={() => setIsPaletteOpen((isOpen) => !isOpen)}
        onProblems={() => tour.setIsOpen((isOpen) => !isOpen)}
        onSimulate={runs.simulate}
        onTest={publishing.test}
        onSave={() => void save()}
        onPublish={publishing.publish}
      />
      <Palette
        definitions={palette}
        onAdd={(definition, place) => {
          setIsPaletteOpen(false)
          adding.add(definition, place)
        }}
        outline={
          <Suspense fallback={null}>
            <Outline
              onReveal={revealNode}
              onOpen={open}
              onConnect={() => setOverlay('connect')}
              onWrite={notes.write}
            />
          </Suspense>
        }
      />
      <div className={styles.middle}>
        <NoteEditsContext value={notes}>
          <FlowCanvas document={document} mapping={mapping} selection={selection} edits={edits}>
            {!isSimulating && <LayerPanel layers={layers} />}
            {overview.isShown && (
              <Suspense fallback={null}>
                <Overview document={document} mapping={mapping} />
              </Suspense>
            )}
          </FlowCanvas>
        </NoteEditsContext>
        <div className={styles.banners}>
          <RestoreBanner />
          <RunBanner />
        </div>
        {tour.isOpen && (
          <ProblemsDrawer current={tour.current} onPick={tour.pick} onClose={() => tour.setIsOpen(false)} />
        )}
        {isSimulating && (
          <Suspense fallback={null}>
            <SimulateDrawer
              run={run}
              layers={layerStore}
              asked={simulationAsked}
              initial={callScript}
              save={save}
              onGoTo={walking.goTo}
              onClose={() => {
                setSimulationAsked(null)
                leaveCallScript()
              }}
            />
          </Suspense>
        )}
      </div>
      <PanelSeparator />
      {node ? (
        <Suspense fallback={null}>
          <Inspector
            document={document}
            node={node}
            issues={nodeIssues}
            tx={tx}
            onCheck={async () => (await checkNow()).filter((issue) => issue.node === node.id)}
            onClose={close}
            onDelete={definitions.get(node.type)?.isTrigger ? undefined : deleting.delete}
          />
        </Suspense>
      ) : (
        <FlowPanel summary={summary} onVersions={runs.show_versions} />
      )}

      <ToastSlot className={styles.notices} />

      {wanted && (
        <QuickAdd
          place={wanted.listAt}
          definitions={wanted.exit || wanted.into ? palette.filter(({ isTrigger }) => !isTrigger) : palette}
          onPick={(definition) => {
            const { exit, into, nodeAt } = wanted
            if (into) open(adding.addInto(into, definition))
            else if (exit) open(adding.addTo(exit, definition, nodeAt))
            else open(adding.add(definition, nodeAt ?? undefined))
          }}
          onClose={() => setWanted(null)}
        />
      )}
      {exitMenu && (
        <CommandPalette
          label="Connect this exit"
          placeholder="A node"
          place={exitMenu.place}
          entries={exitEntries(document, exitMenu.from, palette, exitActions, exitMenu.exit)}
          onClose={() => setExitMenu(null)}
        />
      )}
      {overlay !== null && (
        <Overlays
          overlay={overlay}
          runs={runs}
          addable={palette}
          onAdd={(definition) => adding.add(definition, pointer.current ?? undefined)}
          exitActions={exitActions}
          onGoTo={walking.goTo}
          onFind={finding.start}
          onClose={() => setOverlay(null)}
        />
      )}
      {deleting.asked && (
        <Suspense fallback={null}>
          <DeleteDialog
            asked={deleting.asked}
            onGoTo={(nodeId, field) => {
              deleting.dismiss()
              goToField(nodeId, field)
            }}
            onClose={deleting.dismiss}
          />
        </Suspense>
      )}
      {publishing.stage?.kind === 'publish' && (
        <Suspense fallback={null}>
          <PublishDialog
            flowId={flowId}
            summary={summary}
            reason={publishing.stage.reason}
            onSave={save}
            onPublished={publishing.onPublished}
            onRefused={publishing.onRefused}
            onClose={publishing.close}
          />
        </Suspense>
      )}
      {publishing.stage?.kind === 'test' && (
        <Suspense fallback={null}>
          <TestCall flowId={flowId} onClose={publishing.close} onPlaced={publishing.close} />
        </Suspense>
      )}
      {saving.conflict && (
        <Suspense fallback={null}>
          <ConflictDialog {...saving} conflict={saving.conflict} />
        </Suspense>
      )}
      <LeaveGuard onSave={save} />
    </div>
  )
}
