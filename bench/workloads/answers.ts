import { answerRequest, newCalls } from '../load/carrier-requests.ts'
import { closedLoop } from '../load/closed-loop.ts'
import { startReportSink } from '../load/report-sink.ts'
import { BARE_FASTIFY, EXPRESS, startSides } from '../sides/sides.ts'
import type { Workload } from '../workload.ts'
import { inRounds, roundsOf } from './rounds.ts'

export const answers: Workload = {
  name: 'answers',
  title: 'A signed answer webhook becomes Dial XML',
  run: async (options) => {
    await using sink = await startReportSink()
    await using all = await startSides(sink.url)
    const count = options.isShort ? 500 : 10_000
    const samples = await inRounds(all.running, roundsOf(options), async (side) => {
      const requests = newCalls(count).map((callUUID) => answerRequest(side, callUUID))
      const seconds = await closedLoop(side.port, requests, async (connection, request) => {
        const { status, body } = await connection.ask(request)
        if (status !== 200 || !body.includes('<Dial')) throw new Error(`${side.name}: ${status} ${body}`)
      })
      return count / seconds
    })
    return [
      {
        what: 'answers per second',
        unit: '/s',
        better: 'more',
        sides: samples,
        goals: [
          { atLeast: 0.5, of: BARE_FASTIFY },
          { atLeast: 1.5, of: EXPRESS },
        ],
      },
    ]
  },
}
