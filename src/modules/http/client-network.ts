import ipaddr from 'ipaddr.js';

/**
 * The network by which clients are counted: an IPv4 address itself, an IPv6 address as its first `bits` bits
 * (`2001:db8::/64`), because one client has all addresses of such a network. A text that is no address is returned as is.
 *
 * @param bits a multiple of 16; providers give one client a /64
 */
export function clientNetwork(address: string, bits = 64): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const kept = parsed.parts.map((part, at) => (at < bits / 16 ? part : 0));
  return `${new ipaddr.IPv6(kept).toString()}/${bits}`;
}
