import { type TidyGraph, tidy } from './tidy.ts'

/** In a worker: flows of thousands of nodes take seconds. */
addEventListener('message', ({ data }: MessageEvent<TidyGraph>) => postMessage(tidy(data)))
