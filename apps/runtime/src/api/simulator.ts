import { parsePlaceCall, type Simulator, SimulatorError, transcriptText } from '@phloem/simulator'
import type { FastifyInstance } from 'fastify'
import type { NumberStore } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'

/** Fast enough to see at once, slow enough to watch. Virtual seconds per second. */
const USUAL_SPEED = 60

export async function simulatorRoutes(
  app: FastifyInstance,
  { simulator, numbers }: { simulator: Simulator | null; numbers: NumberStore },
) {
  /** A transcript knows its end before the hang-up was reported to us; a call is over after that. */
  const underWay = new Set<string>()

  app.post(
    '/api/simulator/calls',
    { config: { scope: 'operate', action: 'test_call_placed' } },
    async (request, reply) => {
      const running = on()
      // A number that was added by hand is as good as rented: the simulator connects all that Phloem lists.
      for (const { number } of await numbers.list()) running.rent(number)
      try {
        const call = parsePlaceCall(request.body)
        const { callUUID, ended } = running.placeCall({ speed: USUAL_SPEED, ...call })
        underWay.add(callUUID)
        request.audited = { subject: callUUID }
        void ended.then(() => underWay.delete(callUUID))
        return reply.code(201).send({ callUUID })
      } catch (error) {
        if (error instanceof SimulatorError) throw new ApiError(422, 'bad_test_call', error.message)
        throw error
      }
    },
  )

  app.get<{ Params: { callUUID: string } }>('/api/simulator/calls/:callUUID', async (request) => {
    const { callUUID } = request.params
    const transcript = on().transcript(callUUID)
    if (transcript === null) throw notFound(`test call "${callUUID}"`)
    return {
      callUUID,
      isEnded: !underWay.has(callUUID),
      text: transcriptText(transcript),
      entries: transcript.entries,
    }
  })

  function on(): Simulator {
    if (simulator !== null) return simulator
    throw new ApiError(
      409,
      'simulator_off',
      'A Plivo account is set (PLIVO_AUTH_ID), so calls come from Plivo, not from the simulator.',
    )
  }
}
