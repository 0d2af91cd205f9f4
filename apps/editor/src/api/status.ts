import { useQuery } from '@tanstack/react-query'
import { api } from './client.ts'
import type { Status } from './types.ts'

/** Who the carrier is, how it reaches us, and how many reports are owed. */
export const useStatus = () =>
  useQuery({ queryKey: ['status'], queryFn: () => api.get<Status>('/api/status') })
