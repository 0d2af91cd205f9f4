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
  return [address, ...embeddedIPv4s(address)].some((each) => METADATA.has(each.toString()))
}

/** Of IPv6 only 2000::/3 is handed out to the internet (RFC 4291); ipaddr.js calls more than that unicast. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(ipaddr.parse('2000::'), 3)
}

/**
 * The IPv4 addresses that an IPv6 address may lead to. Networks choose their own prefixes for NAT64, so every place
 * at which RFC 6052 puts one is looked at; octet 8 is left out there. The last one is ISATAP's and of mapped ones too.
 */
function embeddedIPv4s(address: Address): Address[] {
  if (address.kind() === 'ipv4') return []
  const bytes = address.toByteArray()
  const withoutOctet8 = bytes.toSpliced(8, 1)
  return [
    bytes.slice(2, 6), // 6to4
    ...[4, 5, 6, 7, 8].map((start) => withoutOctet8.slice(start, start + 4)),
    bytes.slice(12),
    bytes.slice(12).map((byte) => byte ^ 0xff), // Teredo
  ].map((four) => ipaddr.fromByteArray(four))
}
