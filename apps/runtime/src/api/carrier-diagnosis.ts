import type { FastifyInstance } from 'fastify'
import type { CarrierDiagnosis } from '../carrier/carrier-diagnosis.ts'
import { time } from './shapes.ts'

export interface CarrierDiagnosisRoutesOptions {
  diagnosis: CarrierDiagnosis
  carrier: 'simulator' | 'plivo'
  publicUrl: () => string
}

/** Whether the carrier's requests come through, and if not, why and what to do. */
export async function carrierDiagnosisRoutes(
  app: FastifyInstance,
  { diagnosis, carrier, publicUrl }: CarrierDiagnosisRoutesOptions,
) {
  app.get('/api/carrier/diagnosis', async () => {
    const { accepted, refused, refusals } = diagnosis.look()
    return {
      carrier,
      publicUrl: publicUrl(),
      accepted: { ...accepted, lastAt: time(accepted.lastAt) },
      refused: { ...refused, lastAt: time(refused.lastAt) },
      refusals: refusals.map((refusal) => ({ ...refusal, at: time(refusal.at) })),
    }
  })
}
