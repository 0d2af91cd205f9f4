import { useCallback, useState } from 'react'
import { ApiError } from '../../api/client.ts'
import { logIn } from '../../api/session.ts'

export type Secret = 'link' | 'token' | 'password'

/** Logs in and then calls `onLoggedIn`, or says why not. */
export function useLogIn(onLoggedIn: () => void) {
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const logInWith = useCallback(
    async (text: string, secret: Secret) => {
      setIsBusy(true)
      setError(null)
      try {
        await logIn(secret === 'password' ? { password: text } : { token: text })
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
  return words[secret]
}

const words: Record<Secret, string> = {
  link: 'This login link was used already, or is older than an hour. Restart Phloem for a new one, or log in otherwise.',
  token: 'This token is not valid.',
  password: 'This password is not right.',
}
