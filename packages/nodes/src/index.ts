import { callForward } from './call_forward/index.ts'
import { httpRequest } from './http_request/index.ts'
import { start } from './start/index.ts'

/** Every node type that flows may use, in the order of the palette. Adding one is a folder and a line here. */
export const nodes = [start, callForward, httpRequest] as const
