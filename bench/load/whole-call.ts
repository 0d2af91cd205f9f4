import type { RunningSide } from '../sides/side.ts'
import { actionIn, actionRequest, answerRequest, hangupRequest } from './carrier-requests.ts'
import type { Connection } from './connection.ts'

/** A call from its beginning to its end, as the carrier asks: each request after the answer to the one before. */
export async function wholeCall(side: RunningSide, connection: Connection, callUUID: string): Promise<void> {
  const { body } = await connection.ask(answerRequest(side, callUUID))
  const ended = await connection.ask(actionRequest(side, callUUID, actionIn(body)))
  const hungUp = await connection.ask(hangupRequest(side, callUUID))
  if (ended.status !== 200 || hungUp.status !== 200) {
    throw new Error(`${side.name} answered ${ended.status} and ${hungUp.status}`)
  }
}
