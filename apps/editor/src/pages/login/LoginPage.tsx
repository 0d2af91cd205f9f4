import { type SubmitEvent, useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './LoginPage.module.css'
import { pathAfterLogin, tokenInHash } from './link-token.ts'
import { useLogIn } from './use-log-in.ts'

/** Exchanges the printed link's token, or a pasted API token, for a session. */
export function LoginPage() {
  const [, navigate] = useLocation()
  const goOn = useCallback(() => navigate(pathAfterLogin(location.search), { replace: true }), [navigate])
  const { isBusy, error, logInWith } = useLogIn(goOn)
  const [token, setToken] = useState('')
  useLinkToken(logInWith)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void logInWith(token.trim(), 'token')
  }
  return (
    <main className={styles.login}>
      <title>Log in · Phloem</title>
      <form className={styles.card} onSubmit={onSubmit}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>Log in to Phloem</h1>
        <p className={styles.hint}>
          Open the login link that Phloem printed when it started, or paste an API token.
        </p>
        <Field label="API token" error={error}>
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
    </main>
  )
}

/** The link may also be opened in a tab that already shows this page: then only the hash changes. */
function useLinkToken(logInWith: (token: string, secret: 'link') => Promise<void>) {
  useEffect(() => {
    const exchange = () => {
      const token = tokenInHash(location.hash)
      if (token === null) return
      history.replaceState(history.state, '', location.pathname + location.search)
      void logInWith(token, 'link')
    }
    exchange()
    addEventListener('hashchange', exchange)
    return () => removeEventListener('hashchange', exchange)
  }, [logInWith])
}
