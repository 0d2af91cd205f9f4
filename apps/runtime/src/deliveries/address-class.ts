import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** `special`: neither public nor a usual private range, e.g. documentation, multicast, or an IPv4 address inside an IPv6 one. */
export type AddressClass = 'public' | 'private' | 'special' | 'metadata'

/** What an IP address is to a request of ours. What can't be read counts as `special`. */
export function addressClass(text: string): AddressClass {
  if (isIP(text) === 0) return 'special'
  const address = ipaddr.parse(text)
  if (isMetadata(address)) return 'metadata'
  if (isPublic(address)) return 'public'
  return PRIVATE_RANGES.has(address.range()) ? 'private' : 'special'
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** `unspecified` (0.0.0.0/8 and ::) reaches this machine. */
const PRIVATE_RANGES: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'uniqueLocal',
  'linkLocal',
  'carrierGradeNat',
  'unspecified',
])

/** Where clouds hand credentials to whoever asks. Some of them look public. */
const METADATA: ReadonlySet<string> = new Set(
  [
    '169.254.169.254', // most clouds
    'fd00:ec2::254', // AWS
    '169.254.170.2', // AWS ECS tasks
    '169.254.170.23', // AWS EKS pods
    'fd00:ec2::23', // AWS EKS pods
    'fd20:ce::254', // Google Cloud
    '168.63.129.16', // Azure WireServer
    '100.100.100.200', // Alibaba Cloud
    '192.0.0.192', // Oracle Cloud
  ].map((text) => ipaddr.parse(text).toString()),
)

function isMetadata(address: Address): boolean {
  return [address, embeddedIPv4(address)].some((each) => each !== null && METADATA.has(each.toString()))
}

/** Of IPv6 only 2000::/3 is handed out to the internet (RFC 4291); ipaddr.js calls more than that unicast. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(ipaddr.parse('2000::'), 3)
}

/** The IPv4 address that a transition mechanism takes an IPv6 address to. */
function embeddedIPv4(address: Address): Address | null {
  if (address.kind() === 'ipv4') return null
  const bytes = address.toByteArray()
  switch (address.range() as string) {
    case 'ipv4Mapped':
    case 'rfc6145':
    case 'rfc6052':
      return ipaddr.fromByteArray(bytes.slice(12))
    case '6to4':
      return ipaddr.fromByteArray(bytes.slice(2, 6))
    case 'teredo':
      return ipaddr.fromByteArray(bytes.slice(12).map((byte) => byte ^ 0xff))
    default:
      return bytes.slice(0, 12).every((byte) => byte === 0) ? ipaddr.fromByteArray(bytes.slice(12)) : null
  }
}
