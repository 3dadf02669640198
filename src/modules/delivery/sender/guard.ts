import ipaddr from 'ipaddr.js';

/** Public by its number, and yet the inside of a cloud: the metadata address of Azure. */
const METADATA = new Set(['168.63.129.16']);

/**
 * Why nothing may be sent to an address, in a sentence that names the setting which would allow it; null when it may.
 *
 * @param address IPv4 or IPv6 in any form
 * @param allowed CIDRs that may be targets though they are private or reserved
 */
export function refusal(address: string, allowed: readonly string[]): string | null {
  if (!ipaddr.isValid(address)) return `${address} is no address.`;
  const parsed = ipaddr.process(address);
  const range = METADATA.has(parsed.toString()) ? 'metadata' : parsed.range();
  if (range === 'unicast' || allowed.some((cidr) => within(parsed, cidr))) return null;
  const { length } = parsed.toByteArray();
  const own = `${parsed.toString()}/${length * 8}`;
  return `${parsed.toString()} is not a public address (${range}); WEBHOOK_ALLOW_NETWORKS=${own} would allow it.`;
}

function within(address: ipaddr.IPv4 | ipaddr.IPv6, cidr: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return network.kind() === address.kind() && address.match(network, bits);
}
