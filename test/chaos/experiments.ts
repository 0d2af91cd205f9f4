import { callbackOrders } from './callback-orders.ts'
import { diskFull } from './disk-full.ts'
import type { Experiment } from './experiment.ts'
import { fsync } from './fsync.ts'
import { kills } from './kills.ts'
import { powerCuts } from './power-cuts.ts'

/** All of them, in the order in which the page shows them. */
export const experiments: readonly Experiment[] = [kills, fsync, powerCuts, callbackOrders, diskFull]
