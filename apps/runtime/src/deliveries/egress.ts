import { promises as dns, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { addressClass } from './address-class.ts'
import { EgressBlocked } from './egress-blocked.ts'
import { type EgressRule, isAllowed } from './egress-rules.ts'
import { isUsualPort } from './http-ports.ts'

export { type EgressRule, parseEgressAllow } from './egress-rules.ts'

/** The only way out for requests that flows describe. Redirects are not followed, HTTP_PROXY is not read. */
export interface Egress {
  agent: Dispatcher
  /** What is wrong with a URL before any name is resolved, for a friendly error early; the agent checks all again. */
  refusal: (url: URL) => EgressBlocked | null
  /** The same with the name resolved as it is now. `no_address` where it has none, or none in time. */
  verdict: (url: URL) => Promise<EgressBlocked | 'no_address' | null>
  close: () => Promise<void>
}

export interface EgressOptions {
  allow: EgressRule[]
  /** All addresses of a host name; asks the system's resolver where not given. */
  resolve?: Resolve
  connectTimeoutSeconds?: number
}

type Resolve = (hostname: string) => Promise<LookupAddress[]>

interface Target {
  hostname: string
  port: number
}

/** Node's own 250 ms is too short for far hosts with several addresses. */
const NEXT_ADDRESS_AFTER_MS = 1000

/**
 * Checks three times, as each check alone has a hole: a literal address, since Node looks up names only; each
 * address of a name, since one bad among good ones may be the one that is taken; and the address in fact connected.
 */
export function createEgress({
  allow,
  resolve = resolveBySystem,
  connectTimeoutSeconds = 3,
}: EgressOptions): Egress {
  const resolveOnce = shareWhilePending(resolve)

  const guardedLookup =
    (target: Target): LookupFunction =>
    (hostname, { all }, done) => {
      const pick = (addresses: LookupAddress[]) => {
        const [first] = addresses
        if (first === undefined) return done(hostNotFound(hostname), '')
        const bad = nameRefusal(allow, target, addresses)
        if (bad) return done(bad, '')
        return all ? done(null, addresses) : done(null, first.address, first.family)
      }
      resolveOnce(hostname).then(pick, (error) => done(error, ''))
    }

  const connect: buildConnector.connector = (options, done) => {
    const target = targetOf(options)
    const bad = literalRefusal(allow, target)
    if (bad) return queueMicrotask(() => done(bad, null))
    const connectUnchecked = buildConnector({
      lookup: guardedLookup(target),
      allowH2: false,
      timeout: connectTimeoutSeconds * 1000,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
    })
    connectUnchecked(options, (...[error, socket]) => {
      if (error !== null) return done(error, null)
      const late = addressRefusal(allow, target, socket.remoteAddress ?? '')
      if (late === null) return done(null, socket)
      socket.destroy()
      done(late, null)
    })
  }

  const agent = new Agent({ connect, allowH2: false })
  const refusal = (url: URL) => shapeRefusal(url) ?? literalRefusal(allow, targetOf(url))
  return {
    agent,
    refusal,
    async verdict(url) {
      const early = refusal(url)
      const target = targetOf(url)
      if (early !== null || isIP(target.hostname) !== 0) return early
      const addresses = await inTime(resolveOnce(target.hostname), connectTimeoutSeconds)
      return addresses.length === 0 ? 'no_address' : nameRefusal(allow, target, addresses)
    },
    close: () => agent.destroy(),
  }
}

const resolveBySystem: Resolve = (hostname) => dns.lookup(hostname, { all: true })

/** No addresses where the look-up fails or takes longer. */
async function inTime(look: Promise<LookupAddress[]>, seconds: number): Promise<LookupAddress[]> {
  const late = Promise.withResolvers<LookupAddress[]>()
  const timer = setTimeout(() => late.resolve([]), seconds * 1000)
  const addresses = await Promise.race([look.catch(() => []), late.promise])
  clearTimeout(timer)
  return addresses
}

/**
 * The system's resolver runs few lookups at once (libuv: half of its threads), so many requests to one name that
 * hangs would hold up all other names.
 */
function shareWhilePending(resolve: Resolve): Resolve {
  const pending = new Map<string, Promise<LookupAddress[]>>()
  return (hostname) => {
    const addresses = pending.get(hostname) ?? resolve(hostname).finally(() => pending.delete(hostname))
    pending.set(hostname, addresses)
    return addresses
  }
}

function targetOf({
  protocol,
  hostname,
  port,
}: {
  protocol: string
  hostname: string
  port: string
}): Target {
  return {
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  }
}

function shapeRefusal({ protocol, username, password }: URL): EgressBlocked | null {
  if (protocol !== 'http:' && protocol !== 'https:') {
    return new EgressBlocked(`${protocol}//`, 'is neither http:// nor https://', false)
  }
  if (username === '' && password === '') return null
  return new EgressBlocked('a URL with a user name or a password in it', 'is not sent; use Auth', false)
}

const literalRefusal = (allow: EgressRule[], target: Target): EgressBlocked | null =>
  isIP(target.hostname) === 0 ? null : addressRefusal(allow, target, target.hostname)

/** One bad address fails the name: any of them may be the one that is taken. */
function nameRefusal(allow: EgressRule[], target: Target, addresses: LookupAddress[]): EgressBlocked | null {
  return addresses.map(({ address }) => addressRefusal(allow, target, address)).find(Boolean) ?? null
}

function addressRefusal(allow: EgressRule[], target: Target, address: string): EgressBlocked | null {
  const { hostname, port } = target
  const is = hostname === address ? 'is' : `is at ${address || 'no known address'},`
  const kind = addressClass(address)
  if (kind === 'metadata') {
    return new EgressBlocked(hostname, `${is} a cloud metadata address, which is never reachable`, false)
  }
  if (isAllowed(allow, hostname, port, address)) return null
  if (kind !== 'public') {
    return new EgressBlocked(
      hostname,
      `${is} ${kind === 'private' ? 'a private' : 'not a public'} address`,
      true,
    )
  }
  return isUsualPort(port)
    ? null
    : new EgressBlocked(`port ${port} of ${hostname}`, 'is not usual for HTTP', true)
}

const hostNotFound = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' })
