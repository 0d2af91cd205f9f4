import { useQuery } from '@tanstack/react-query'
import { api } from './client.ts'
import type { CarrierDiagnosis } from './types.ts'

/** Calls come while one looks at why they don't. */
const REFRESH_MILLISECONDS = 5000

/** Whether the carrier's requests come through, and if not, why. */
export const useCarrierDiagnosis = () =>
  useQuery({
    queryKey: ['carrier_diagnosis'],
    queryFn: () => api.get<CarrierDiagnosis>('/api/carrier/diagnosis'),
    refetchInterval: REFRESH_MILLISECONDS,
  })
