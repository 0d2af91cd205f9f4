import { useCallback, useEffect } from 'react'
import { useLocation } from 'wouter'
import { LogInForm } from './LogInForm.tsx'
import styles from './LoginPage.module.css'
import { pathAfterLogin, tokenInHash } from './link-token.ts'
import { useLogIn } from './use-log-in.ts'

/** Exchanges the printed link's token, the password or an API token for a session. */
export function LoginPage() {
  const [, navigate] = useLocation()
  const goOn = useCallback(() => navigate(pathAfterLogin(location.search), { replace: true }), [navigate])
  const logIn = useLogIn(goOn)
  useLinkToken(logIn.logInWith)
  return (
    <main className={styles.login}>
      <title>Log in · Phloem</title>
      <LogInForm {...logIn} className={styles.card}>
        <img src="/icon.svg" alt="" width={40} height={40} />
        <h1>Log in to Phloem</h1>
        <p className={styles.hint}>
          Open the login link that Phloem printed when it started. The password is the one that was set in the
          settings, if one was.
        </p>
      </LogInForm>
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
