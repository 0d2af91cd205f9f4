import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'
import { isUnsaved } from './editor-store.ts'

/** Asks before unsaved work is left: in a dialog for links of this page, in the browser's own words otherwise. */
export function LeaveGuard({ onSave }: { onSave: () => Promise<boolean> }) {
  const store = useEditorStore()
  const [, navigate] = useLocation()
  const [target, setTarget] = useState<string | null>(null)

  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isUnsaved(store.getState())) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      const isPlain =
        event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
      const leaves =
        link?.origin === location.origin && link.pathname !== location.pathname && link.target === ''
      if (!leaves || !isPlain || !isUnsaved(store.getState())) return
      event.preventDefault()
      event.stopPropagation()
      setTarget(link.pathname + link.search)
    }
    window.addEventListener('beforeunload', onUnload)
    window.addEventListener('click', onClick, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      window.removeEventListener('click', onClick, { capture: true })
      // The back button and a log-out ask nobody.
      if (isUnsaved(store.getState()))
        toast('This browser keeps your unsaved changes and offers them when you come back.', 'warning')
    }
  }, [store])

  if (target === null) return null
  const stay = () => setTarget(null)
  return (
    <Dialog
      title="Leave without saving?"
      onClose={stay}
      footer={
        <>
          <Button onClick={stay}>Stay</Button>
          <Button onClick={() => navigate(target)}>Leave</Button>
          <Button
            variant="primary"
            onClick={() => void onSave().then((isSaved) => (isSaved ? navigate(target) : stay()))}
          >
            Save and leave
          </Button>
        </>
      }
    >
      <p>
        This flow has changes that are not saved. This browser keeps them and offers them when you come back.
      </p>
    </Dialog>
  )
}
