import ipaddr from 'ipaddr.js';
import { kindOf, metadataAt, parseNetwork, within, type Address } from './networks.js';

/** Kinds of addresses whose refusal must not suggest a setting. */
const UNADVISED: ReadonlySet<string> = new Set(['cloud metadata', 'link-local']);

/**
 * Refuses an address, with a sentence that names the setting which would allow it; null when it is allowed. A listed
 * network opens the private and reserved addresses in it. Only a /32 or /128 of exactly its address opens a cloud
 * metadata service, because it hands out credentials.
 *
 * @param text IPv4 or IPv6 in any form
 * @param allowed CIDRs of `WEBHOOK_ALLOW_NETWORKS`
 */
export function addressRefusal(text: string, allowed: readonly string[]): string | null {
  if (!ipaddr.isValid(text)) return `${text} is not an address.`;
  const written = ipaddr.parse(text);
  // An IPv4 address mapped into IPv6 is reached over IPv4, so networks of either family allow it.
  const reached = ipaddr.process(text);
  const metadata = metadataAt(reached);
  const kind = metadata === null ? kindOf(written) : 'cloud metadata';
  if (kind === 'public') return null;
  if (metadata === null ? isWithin(reached, allowed) : isNamed([reached, metadata], allowed)) return null;
  const shown = `${written.toString()} is not a public address (${kind})`;
  if (UNADVISED.has(kind)) return `${shown}.`;
  const advice = `WEBHOOK_ALLOW_NETWORKS=${whole(reached)}`;
  return `${shown}; ${advice}${kind === 'private' ? ' (or private)' : ''} would allow it.`;
}

/** Refuses a host name by its addresses, without showing them; null when it is allowed. */
export function nameRefusal(
  hostname: string,
  addresses: readonly string[],
  allowed: readonly string[],
): string | null {
  if (addresses.every((address) => addressRefusal(address, allowed) === null)) return null;
  if (hostname === 'localhost')
    return `${hostname} is this machine; WEBHOOK_ALLOW_NETWORKS=loopback would allow it.`;
  return `${hostname} resolves to an address that is not public; WEBHOOK_ALLOW_NETWORKS would have to list its network.`;
}

function isWithin(address: Address, allowed: readonly string[]): boolean {
  return allowed.some((cidr) => within(address, parseNetwork(cidr)));
}

function isNamed(addresses: readonly Address[], allowed: readonly string[]): boolean {
  return addresses.some((address) => allowed.includes(whole(address)));
}

/** Returns the network of one address alone. */
function whole(address: Address): string {
  return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
}
