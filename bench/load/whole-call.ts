import type { RunningSide } from '../sides/side.ts'
import { actionIn, actionRequest, answerRequest, hangupRequest } from './carrier-requests.ts'
import type { Connection } from './connection.ts'

const goOn = async () => {}

/** A call from its beginning to its end, as the carrier asks: each request after the answer to the one before. */
export async function wholeCall(
  side: RunningSide,
  connection: Connection,
  callUUID: string,
  afterEach: () => Promise<void> = goOn,
): Promise<void> {
  const answered = await connection.ask(answerRequest(side, callUUID))
  await afterEach()
  const action = actionIn(answered.body)
  const ended = await connection.ask(actionRequest(side, callUUID, action))
  await afterEach()
  const hungUp = await connection.ask(hangupRequest(side, callUUID))
  await afterEach()
  if (ended.status !== 200 || hungUp.status !== 200) {
    throw new Error(`${side.name} answered ${ended.status} and ${hungUp.status}`)
  }
}
