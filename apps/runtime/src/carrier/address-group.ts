import ipaddr from 'ipaddr.js'

/** Who counts as one: an IPv4 address, or the 64 bits of an IPv6 network, of which one home has 2^64 addresses. */
export function addressGroup(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return address.toByteArray().slice(0, 8).join('.')
}
