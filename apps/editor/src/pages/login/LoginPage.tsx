import { type SubmitEvent, useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError } from '../../api/client.ts'
import { logIn } from '../../api/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './LoginPage.module.css'
import { pathAfterLogin, tokenInHash } from './link-token.ts'

/** Exchanges the printed link's token, or a pasted API token, for a session. */
export function LoginPage() {
  const { isBusy, error, logInWith } = useLogIn()
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

type Secret = 'link' | 'token'

function useLogIn() {
  const [, navigate] = useLocation()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const logInWith = useCallback(
    async (token: string, secret: Secret) => {
      setIsBusy(true)
      setError(null)
      try {
        await logIn(token)
        navigate(pathAfterLogin(location.search), { replace: true })
      } catch (failure) {
        setError(wordsFor(failure, secret))
      } finally {
        setIsBusy(false)
      }
    },
    [navigate],
  )
  return { isBusy, error, logInWith }
}

/** The link may also be opened in a tab that already shows this page: then only the hash changes. */
function useLinkToken(logInWith: (token: string, secret: Secret) => Promise<void>) {
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

function wordsFor(failure: unknown, secret: Secret): string {
  if (!(failure instanceof ApiError) || failure.status !== 401) return (failure as Error).message
  return secret === 'link'
    ? 'This login link was used already: it works once. Restart Phloem for a new link, or paste an API token.'
    : 'This token is not valid.'
}
