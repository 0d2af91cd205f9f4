import { backupUnderLoad } from './backup-under-load.ts'
import { badNeighbour } from './bad-neighbour.ts'
import { callbackOrders } from './callback-orders.ts'
import { clockJumps } from './clock-jumps.ts'
import { coldStart } from './cold-start.ts'
import { diskFull } from './disk-full.ts'
import { drain } from './drain.ts'
import type { Experiment } from './experiment.ts'
import { fsync } from './fsync.ts'
import { hostileServers } from './hostile-servers.ts'
import { kills } from './kills.ts'
import { latency } from './latency.ts'
import { overload } from './overload.ts'
import { powerCuts } from './power-cuts.ts'
import { restarts } from './restarts.ts'
import { slowClients } from './slow-clients.ts'
import { soak } from './soak.ts'
import { withoutDatabase } from './without-database.ts'

/** All of them, in the order in which the page shows them. */
export const experiments: readonly Experiment[] = [
  kills,
  powerCuts,
  fsync,
  callbackOrders,
  diskFull,
  withoutDatabase,
  restarts,
  coldStart,
  clockJumps,
  backupUnderLoad,
  hostileServers,
  badNeighbour,
  latency,
  drain,
  overload,
  slowClients,
  soak,
]
