import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { setSessionState, useSessionState } from '../../api/session-state.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { LogInForm } from './LogInForm.tsx'
import styles from './LoginPage.module.css'
import { useLogIn } from './use-log-in.ts'

/** Asks for a login over the page at hand, so that nothing typed there is lost. */
export const SessionEnded = () => useSessionState() === 'ended' && <LogInAgain />

function LogInAgain() {
  const queries = useQueryClient()
  const goOn = useCallback(() => {
    setSessionState('open')
    void queries.invalidateQueries()
  }, [queries])
  const logIn = useLogIn(goOn)
  return (
    <Dialog title="Your session has ended" onClose={() => setSessionState('open')}>
      <LogInForm
        {...logIn}
        className={styles.again}
        description="Or open a login link in another tab and come back. What you typed stays here either way."
      />
    </Dialog>
  )
}
