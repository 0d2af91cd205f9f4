import ipaddr from 'ipaddr.js'

/** Who counts as one when requests are limited: an IPv4 address, or an IPv6 /64, of which one home has 2^64 addresses. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`)}/64`
}
