import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useCallback, useState } from 'react'
import { setSessionState, useSessionState } from '../../api/session-state.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './LoginPage.module.css'
import { useLogIn } from './use-log-in.ts'

/** Asks for a login over the page at hand, so that nothing typed there is lost. */
export const SessionEnded = () => useSessionState() === 'ended' && <LogInAgain />

function LogInAgain() {
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const goOn = useCallback(() => {
    setSessionState('open')
    void queries.invalidateQueries()
  }, [queries])
  const { isBusy, error, logInWith } = useLogIn(goOn)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void logInWith(token.trim(), 'token')
  }
  return (
    <Dialog title="Your session has ended" onClose={() => setSessionState('open')}>
      <form className={styles.again} onSubmit={onSubmit}>
        <Field
          label="API token"
          description="Or open a login link in another tab and come back. What you typed stays here either way."
          error={error}
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              required
              value={token}
              onChange={({ target }) => setToken(target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={isBusy}>
          {isBusy ? 'Logging in…' : 'Log in'}
        </Button>
      </form>
    </Dialog>
  )
}
