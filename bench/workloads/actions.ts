import { actionIn, actionRequest, answerRequest, newCalls } from '../load/carrier-requests.ts'
import { closedLoop } from '../load/closed-loop.ts'
import { startReportSink } from '../load/report-sink.ts'
import type { RunningSide } from '../sides/side.ts'
import { EXPRESS, NODE_RED, startSides } from '../sides/sides.ts'
import type { Workload } from '../workload.ts'
import { inRounds, roundsOf } from './rounds.ts'

/**
 * The peers answer once the report has been taken, for that is how they are sure of it; Phloem once it is on disk. When the
 * last report has arrived is a figure of its own.
 */
export const actions: Workload = {
  name: 'actions',
  title: 'The end of a dial becomes a report',
  run: async (options) => {
    await using sink = await startReportSink()
    await using all = await startSides(sink.url)
    const count = options.isShort ? 300 : 4_000
    const arrived = new Map<string, number[]>()
    const answered = await inRounds(all.running, roundsOf(options), async (side) => {
      const requests = await actionsOf(side, count)
      const before = sink.count()
      const began = performance.now()
      const seconds = await closedLoop(side.port, requests, async (connection, request) => {
        const { status } = await connection.ask(request)
        if (status !== 200) throw new Error(`${side.name} answered ${status}`)
      })
      await sink.reached(before + count)
      arrived.set(side.name, [
        ...(arrived.get(side.name) ?? []),
        count / ((performance.now() - began) / 1000),
      ])
      return count / seconds
    })
    return [
      {
        what: 'dial ends answered per second',
        unit: '/s',
        better: 'more',
        sides: answered,
        goals: [
          { atLeast: 3, of: EXPRESS },
          { atLeast: 5, of: NODE_RED },
        ],
      },
      {
        what: 'their reports arrived per second',
        unit: '/s',
        better: 'more',
        // The first was for warming up.
        sides: [...arrived].map(([side, samples]) => ({ side, samples: samples.slice(1) })),
      },
    ]
  },
}

/** Calls that have been answered, so that their dials may end. */
async function actionsOf(side: RunningSide, count: number): Promise<string[]> {
  const requests: string[] = []
  await closedLoop(side.port, newCalls(count), async (connection, callUUID) => {
    const { body } = await connection.ask(answerRequest(side, callUUID))
    requests.push(actionRequest(side, callUUID, actionIn(body)))
  })
  return requests
}
