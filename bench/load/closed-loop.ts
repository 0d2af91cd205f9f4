import { Connection } from './connection.ts'

export const CONNECTIONS = 32

/** Does all the work over so many connections at once, each beginning the next piece when it is through. Seconds. */
export async function closedLoop<T>(
  port: number,
  pieces: readonly T[],
  work: (connection: Connection, piece: T) => Promise<void>,
  connectionCount = CONNECTIONS,
): Promise<number> {
  const connections = await Promise.all(Array.from({ length: connectionCount }, () => Connection.open(port)))
  let next = 0
  const began = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      while (next < pieces.length) {
        const piece = pieces[next] as T
        next += 1
        await work(connection, piece)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const connection of connections) connection.close()
  return seconds
}
