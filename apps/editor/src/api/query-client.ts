import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'
import { sessionState, setSessionState } from './session-state.ts'

/**
 * Server state of the whole page. `onLoggedOut` is told when the API asks for a login before it has ever answered;
 * once it has, the session is said to have ended, and the page keeps what is typed on it.
 */
export function createQueryClient(onLoggedOut: () => void): QueryClient {
  const onSuccess = () => setSessionState('open')
  const onError = (error: Error) => {
    if (!(error instanceof ApiError) || error.status !== 401) return
    if (sessionState() === 'unknown') onLoggedOut()
    else setSessionState('ended')
  }
  return new QueryClient({
    queryCache: new QueryCache({ onSuccess, onError }),
    mutationCache: new MutationCache({ onSuccess, onError }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status >= 400),
      },
    },
  })
}
