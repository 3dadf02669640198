import ipaddr from 'ipaddr.js';

/**
 * The network that an address counts as: an IPv4 address by itself, IPv6 by its first `bits` bits (`2001:db8::/64`), for the
 * holder of a network has every address in it. A text that is no address counts as it is.
 *
 * @param bits a multiple of 16; 64 is what one client gets
 */
export function clientNetwork(address: string, bits = 64): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const kept = parsed.parts.map((part, at) => (at < bits / 16 ? part : 0));
  return `${new ipaddr.IPv6(kept).toString()}/${bits}`;
}
