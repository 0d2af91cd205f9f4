import { isError } from '@phloem/flow'
import { ArrowLeft, CircleAlert, PanelLeft, Phone, Play, Redo2, Save, Undo2, Upload } from 'lucide-react'
import { Link } from 'wouter'
import type { FlowSummary } from '../api/types.ts'
import { useIssues } from '../canvas/problem-store.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useEditor } from './editor-context.ts'
import { FlowName } from './FlowName.tsx'
import { problemCounts } from './problem-counts.ts'
import { hasUnpublishedChanges } from './publish-state.ts'
import { SaveState } from './SaveState.tsx'
import styles from './TopBar.module.css'

interface TopBarProps {
  summary: FlowSummary | undefined
  isPaletteOpen: boolean
  isProblemsOpen: boolean
  onPalette: () => void
  onProblems: () => void
  onSimulate: () => void
  onTest: () => void
  onSave: () => void
  onPublish: () => void
}

export function TopBar(props: TopBarProps) {
  const {
    summary,
    isPaletteOpen,
    isProblemsOpen,
    onPalette,
    onProblems,
    onSimulate,
    onTest,
    onSave,
    onPublish,
  } = props
  const { past, future } = useEditor(({ history }) => history)
  const undo = useEditor((state) => state.undo)
  const redo = useEditor((state) => state.redo)
  const hasChanges = useEditor((state) => hasUnpublishedChanges(state, summary))
  const issues = useIssues()
  const last = past.at(-1)
  const next = future[0]
  return (
    <header className={styles.bar}>
      <Link href="/flows" className={styles.back} aria-label="All flows" title="All flows">
        <ArrowLeft size={18} aria-hidden="true" />
      </Link>
      <IconButton
        className={styles.paletteButton ?? ''}
        label="Nodes"
        icon={<PanelLeft />}
        aria-expanded={isPaletteOpen}
        onClick={onPalette}
      />
      <FlowName />
      <SaveState />
      <div className={styles.actions}>
        <IconButton
          label="Undo"
          title={last ? `Undo: ${last.label}` : 'Nothing to undo'}
          icon={<Undo2 />}
          disabled={!last}
          onClick={undo}
        />
        <IconButton
          label="Redo"
          title={next ? `Redo: ${next.label}` : 'Nothing to redo'}
          icon={<Redo2 />}
          disabled={!next}
          onClick={redo}
        />
        <Button
          variant="ghost"
          className={styles.problems ?? ''}
          data-severity={issues.some(isError) ? 'error' : undefined}
          icon={<CircleAlert />}
          aria-expanded={isProblemsOpen}
          onClick={onProblems}
        >
          <span>{problemCounts(issues)}</span>
        </Button>
        <Button icon={<Play />} title="Simulate" onClick={onSimulate}>
          <span className={styles.words}>Simulate</span>
        </Button>
        <Button icon={<Phone />} title="Test call" onClick={onTest}>
          <span className={styles.words}>Test call</span>
        </Button>
        <Button icon={<Save />} title="Save" onClick={onSave}>
          <span className={styles.words}>Save</span>
        </Button>
        <Button
          variant="primary"
          icon={<Upload />}
          title="Publish"
          disabled={!hasChanges}
          onClick={onPublish}
        >
          <span className={styles.words}>{hasChanges ? 'Publish' : 'Published'}</span>
        </Button>
      </div>
    </header>
  )
}
