import { useCallback, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { logIn } from '../../api/session.ts'

type Secret = 'link' | 'token'

/** Logs in and then calls `onLoggedIn`, or says why not. */
export function useLogIn(onLoggedIn: () => void) {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const logInWith = useCallback(
    async (token: string, secret: Secret) => {
      setIsBusy(true)
      setError(null)
      try {
        await logIn(token)
        onLoggedIn()
      } catch (failure) {
        setError(wordsFor(failure, secret))
      } finally {
        setIsBusy(false)
      }
    },
    [onLoggedIn],
  )
  return { isBusy, error, logInWith }
}

function wordsFor(failure: unknown, secret: Secret): string {
  if (!(failure instanceof ApiError) || failure.status !== 401) return (failure as Error).message
  return secret === 'link'
    ? 'This login link was used already: it works once. Restart Phloem for a new link, or paste an API token.'
    : 'This token is not valid.'
}
