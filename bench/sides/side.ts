/** A way to answer the calls of a number as the guide's flow does. */
export interface Side {
  name: string
  /** The server runs on the first core; whoever asks it, on the second. */
  start: (reportUrl: string) => Promise<RunningSide>
}

export interface RunningSide {
  name: string
  url: string
  port: number
  pid: number
  paths: { answer: string; hangup: string }
  [Symbol.asyncDispose]: () => Promise<void>
}

export const SERVER_CORE = '0'
export const LOAD_CORE = '1'
