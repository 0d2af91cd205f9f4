import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { addressClass } from './address-class.ts'
import { isUsualPort } from './http-ports.ts'

/** What requests may reach though it is not public. A `port` of null means every port that is usual for HTTP. */
export type EgressRule =
  | { type: 'host'; name: string; withSubdomainsOnly: boolean; port: number | null }
  | { type: 'network'; address: ipaddr.IPv4 | ipaddr.IPv6; prefixLength: number; port: number | null }

/**
 * Reads PHLOEM_EGRESS_ALLOW: names (`printer.lan`, `*.example.com`: its subdomains), IPs and CIDRs, each with
 * `:port` if need be (`[fd00::1]:8080`), separated by commas or spaces. The error says what is wrong with which entry.
 */
export function parseEgressAllow(text: string): { rules: EgressRule[] } | { error: string } {
  const rules: EgressRule[] = []
  for (const entry of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const rule = parseRule(entry)
    if (typeof rule === 'string') return { error: rule }
    rules.push(rule)
  }
  return { rules }
}

/** Whether a rule lets through this address of the host; without regard to what can never be allowed. */
export function isAllowed(rules: EgressRule[], hostname: string, port: number, address: string): boolean {
  return rules.some((rule) => {
    if (rule.port === null ? !isUsualPort(port) : rule.port !== port) return false
    return rule.type === 'host' ? namesHost(rule, hostname) : holdsAddress(rule, address)
  })
}

function parseRule(entry: string): EgressRule | string {
  const { place, port } = splitPort(entry)
  if (port !== null && (port < 1 || port > 65535)) return `"${entry}" has no port from 1 to 65535`
  const network = parseNetwork(place)
  if (network === null) {
    return parseHost(place, port) ?? `"${entry}" is not a host name, an IP address or a CIDR range`
  }
  if (network.prefixLength === 0) return `${entry} would allow everything`
  if (isSingleAddress(network) && addressClass(network.address.toString()) === 'metadata') {
    return `${entry} is a cloud metadata address, which cannot be allowed`
  }
  return { type: 'network', ...network, port }
}

/** An IPv6 address has colons of its own: a port needs brackets before it. */
function splitPort(entry: string): { place: string; port: number | null } {
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(entry)
  const plain = /^([^:]+):(\d+)$/.exec(entry)
  const [, place = entry, port] = bracketed ?? plain ?? []
  return { place, port: port === undefined ? null : Number(port) }
}

function parseNetwork(text: string): { address: ipaddr.IPv4 | ipaddr.IPv6; prefixLength: number } | null {
  const [address = '', prefixLength, ...rest] = text.split('/')
  if (isIP(address) === 0 || rest.length > 0) return null
  const bits = isIP(address) === 4 ? 32 : 128
  if (prefixLength === undefined) {
    const single = ipaddr.process(address)
    return { address: single, prefixLength: single.kind() === 'ipv4' ? 32 : 128 }
  }
  if (!/^\d{1,3}$/.test(prefixLength) || Number(prefixLength) > bits) return null
  return { address: ipaddr.parse(address), prefixLength: Number(prefixLength) }
}

function parseHost(text: string, port: number | null): EgressRule | null {
  const withSubdomainsOnly = text.startsWith('*.')
  const name = URL.parse(`http://${withSubdomainsOnly ? text.slice(2) : text}`)?.hostname ?? ''
  if (!/^[\w-]+(\.[\w-]+)*$/.test(name) || isIP(name) !== 0 || /[/@?#:]/.test(text)) return null
  return { type: 'host', name, withSubdomainsOnly, port }
}

const isSingleAddress = ({
  address,
  prefixLength,
}: {
  address: ipaddr.IPv4 | ipaddr.IPv6
  prefixLength: number
}) => prefixLength === (address.kind() === 'ipv4' ? 32 : 128)

function namesHost({ name, withSubdomainsOnly }: EgressRule & { type: 'host' }, hostname: string): boolean {
  const asked = hostname.replace(/\.$/, '').toLowerCase()
  return withSubdomainsOnly ? asked.endsWith(`.${name}`) : asked === name
}

/** An IPv4 address inside an IPv6 one (`::ffff:10.0.0.1`) is allowed where the IPv4 address is. */
function holdsAddress({ address, prefixLength }: EgressRule & { type: 'network' }, text: string): boolean {
  if (isIP(text) === 0) return false
  const asked = [ipaddr.parse(text), ipaddr.process(text)]
  return asked.some((each) => each.kind() === address.kind() && each.match(address, prefixLength))
}
