import ipaddr from 'ipaddr.js';
import { kindOf, parseNetwork, PRIVATE_NETWORKS, within, type Address } from './networks.js';

/**
 * Why nothing may be sent to an address, in a sentence that names the setting which would allow it; null when it may.
 * Two tiers: private networks are opened by a network that holds the address or by the word `private`; what is forbidden
 * only by a network named for it, never by one of those that `private` stands for.
 *
 * @param text IPv4 or IPv6 in any form
 * @param allowed the CIDRs of `WEBHOOK_ALLOW_NETWORKS`
 */
export function addressRefusal(text: string, allowed: readonly string[]): string | null {
  if (!ipaddr.isValid(text)) return `${text} is not an address.`;
  const written = ipaddr.parse(text);
  const kind = kindOf(written);
  if (kind === 'public') return null;
  // An IPv4 address in the clothes of IPv6 goes to the IPv4 address: whoever allows that one allows both.
  const meant = ipaddr.process(text);
  if (isAllowed(meant, allowed)) return null;
  const shown = meant.toString();
  const advice = `WEBHOOK_ALLOW_NETWORKS=${shown}/${meant.kind() === 'ipv4' ? 32 : 128}`;
  const word = kind === 'private' ? ' (or private)' : '';
  return `${written.toString()} is not a public address (${kind}); ${advice}${word} would allow it.`;
}

function isAllowed(address: Address, allowed: readonly string[]): boolean {
  const special = kindOf(address) !== 'private';
  return allowed
    .filter((cidr) => !(special && PRIVATE_NETWORKS.includes(cidr)))
    .some((cidr) => within(address, parseNetwork(cidr)));
}
