import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { Access } from './access/access.ts'
import { keptAdminToken, keptSecret } from './access/kept-secret.ts'
import { adoptPassword, refuseOpenDoor } from './access/open-door.ts'
import { Planes } from './access/planes.ts'
import { buildApp } from './app.ts'
import { listRentedNumbers, simulatedCarrier } from './carrier/simulated-carrier.ts'
import { systemClock } from './clock.ts'
import { createEgress } from './deliveries/egress.ts'
import { type Environment, EnvironmentError, readEnvironment } from './environment.ts'
import { listen } from './listen.ts'
import { MASKS_LOGS, maskLine } from './personal/mask.ts'
import { SecretsKeyError } from './secrets/key-file.ts'
import { openVault } from './secrets/open-vault.ts'
import { stopGracefully } from './stop-gracefully.ts'
import { openSqliteStore, StoreError } from './store/sqlite/open.ts'

const editorFolder = fileURLToPath(new URL('../../editor/dist', import.meta.url))

try {
  await start(readEnvironment(process.env))
} catch (error) {
  console.error(expected(error) ?? error)
  process.exit(1)
}

async function start(environment: Environment) {
  const { dataFolder, plivo } = environment
  const log = pino({
    level: environment.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(MASKS_LOGS.includes(environment.maskPersonal) ? { hooks: { streamWrite: maskLine } } : {}),
  })
  const store = openSqliteStore(dataFolder)
  const access = new Access({
    store,
    clock: systemClock,
    adminToken:
      environment.adminToken === null
        ? { token: keptAdminToken(dataFolder), name: 'Token of the data folder' }
        : { token: environment.adminToken, name: 'PHLOEM_ADMIN_TOKEN' },
    isPasswordFromFile: environment.adminPassword !== null,
  })
  await adoptPassword(access, environment.adminPassword, log)
  await refuseOpenDoor(access, environment, log)
  const { secretsKeyFile: keyFile } = environment
  const vault = await openVault({ store, keyFile, dataFolder, log })

  // Port 0 takes any; which one is known only after listening.
  let localUrl = `http://127.0.0.1:${environment.port}`
  let shownUrl = `http://localhost:${environment.port}`
  const publicUrl = () => environment.publicUrl ?? shownUrl
  const authTokens = plivo?.authTokens ?? [keptSecret(join(dataFolder, 'simulator-token'))]
  const simulator =
    plivo === null
      ? simulatedCarrier({ authToken: authTokens[0] ?? '', publicUrl, localUrl: () => localUrl })
      : null
  if (simulator !== null) await listRentedNumbers(store.numbers)

  const planes = environment.admin === null ? null : new Planes()
  const app = await buildApp({
    store,
    access,
    clock: systemClock,
    log,
    egress: createEgress({ allow: environment.egressAllow }),
    flowsFolder: environment.flowsFolder,
    editorFolder,
    vault,
    secrets: environment.secrets,
    maskPersonal: environment.maskPersonal,
    keepDays: environment.keepDays,
    carrier: plivo === null ? 'simulator' : 'plivo',
    authTokens,
    simulator,
    planes,
    trustedProxies: environment.trustedProxies,
    publicUrl,
    // Without a configured address `localhost` and its number are the same to whoever tries things out.
    ownUrls: () => (environment.publicUrl === null ? [shownUrl, localUrl] : [environment.publicUrl]),
  })
  const { url, secondPort } = await listen(
    app,
    environment,
    environment.admin && { ...environment.admin, mark: (socket) => planes?.markAsAdmins(socket) },
  )
  localUrl = url
  shownUrl = `http://localhost:${new URL(localUrl).port}`
  const adminUrl = secondPort === null ? null : `http://localhost:${secondPort}`
  stopGracefully(app, store)
  console.log(`
  Phloem runs at ${shownUrl}${environment.publicUrl === null ? '' : ` (for the carrier: ${environment.publicUrl})`}${adminUrl === null ? '' : `\n  The editor and the API are at ${adminUrl}`}
  Log in, once, with ${adminUrl ?? environment.publicUrl ?? shownUrl}${access.loginPath()}
  Carrier: ${plivo === null ? 'the built-in simulator (set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN for Plivo)' : `Plivo account ${plivo.authId}`}
`)
}

/** The one line for what an operator can mend; undefined for a bug, which is shown whole. */
function expected(error: unknown): string | undefined {
  if (error instanceof EnvironmentError || error instanceof StoreError || error instanceof SecretsKeyError)
    return error.message
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string }
  if (code === 'EADDRINUSE')
    return `${settingOf(port)}: ${port} is in use by another program; stop it or set ${settingOf(port)} to another one.`
  if (code === 'EACCES')
    return `${settingOf(port)}: this user may not listen on ${port}; set ${settingOf(port)} to one above 1023.`
  if (code === 'EADDRNOTAVAIL')
    return `${address === process.env.PHLOEM_ADMIN_HOST?.trim() ? 'PHLOEM_ADMIN_HOST' : 'HOST'}: this machine has no address ${address}.`
  return undefined
}

function settingOf(port: number | undefined): string {
  return String(port) === process.env.PHLOEM_ADMIN_PORT?.trim() ? 'PHLOEM_ADMIN_PORT' : 'PORT'
}
