import { useState } from 'react'
import { Link } from 'wouter'
import { useVersion, useVersions } from '../../api/flows.ts'
import type { VersionSummary } from '../../api/types.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { dateTime } from '../../words/time.ts'
import { useEditor } from '../editor-context.ts'
import { Changes } from './Changes.tsx'
import styles from './VersionsDialog.module.css'

/** Every published version, what has changed since, and the way back to it. */
export function VersionsDialog({ onClose }: { onClose: () => void }) {
  const flowId = useEditor(({ document }) => document.id)
  const versions = useVersions(flowId)
  const [opened, setOpened] = useState<number | null>(null)
  const [newest] = versions.data ?? []
  return (
    <Dialog title="Versions" size="wide" onClose={onClose}>
      {versions.isPending && <Skeleton label="Loading the versions" />}
      {versions.isError && <p role="alert">The versions could not be loaded: {versions.error.message}</p>}
      {versions.data?.length === 0 && <p>This flow was never published.</p>}
      <ol className={styles.versions} reversed>
        {versions.data?.map((version) => (
          <li key={version.version}>
            <button
              type="button"
              aria-expanded={opened === version.version}
              onClick={() => setOpened(opened === version.version ? null : version.version)}
            >
              <strong>Version {version.version}</strong>
              <span className={styles.note}>{version.note}</span>
              {version === newest && <Badge tone="success">Answers calls</Badge>}
              <time dateTime={version.publishedAt}>{dateTime(version.publishedAt)}</time>
            </button>
            {opened === version.version && <Version summary={version} onClose={onClose} />}
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

function Version({ summary, onClose }: { summary: VersionSummary; onClose: () => void }) {
  const { document, tx } = useEditor((state) => state)
  const version = useVersion(document.id, summary.version)
  if (!version.data) return <Skeleton label="Loading the version" lines={2} />
  const restore = (old: typeof document) => {
    tx(`Restore version ${summary.version}`, () => old)
    toast(`The draft is version ${summary.version} again. Undo brings back what it was.`, 'success')
    onClose()
  }
  const old = version.data.document
  return (
    <div className={styles.version}>
      <p>From here to the draft:</p>
      <Changes before={old} after={document} />
      <div className={styles.actions}>
        <Button onClick={() => restore(old)}>Restore as the draft</Button>
        <Link href={`/flows/${document.id}/compare?base=${summary.version}&head=draft`}>
          Compare on the canvas
        </Link>
      </div>
    </div>
  )
}
