import { api } from './client.ts'

export interface EgressVerdict {
  verdict: 'allowed' | 'refused' | 'unknown'
  /** A sentence for a person. */
  message: string | null
}

/** What a request to this URL would meet. */
export const getEgressVerdict = (url: string): Promise<EgressVerdict> =>
  api.post<EgressVerdict>('/api/egress/verdict', { url })
