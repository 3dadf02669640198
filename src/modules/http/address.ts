import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The address in one canonical spelling: IPv4 also where it came as IPv6 (`::ffff:192.0.2.1`), IPv6 in lower case and
 * shortened, without a zone. Null for a text that is no address, and where the
 * connection is closed and its address no longer known.
 */
export function canonicalAddress(text: string | undefined): string | null {
  const [address = ''] = (text ?? '').split('%', 1);
  return isIP(address) === 0 ? null : ipaddr.process(address).toString();
}

/**
 * The address of one entry of `X-Forwarded-For`. Some proxies write a port behind the address, brackets around IPv6, or
 * quotes around all of it. Null for an entry that holds no address: `unknown`, a name, nothing.
 */
export function forwardedAddress(entry: string): string | null {
  const text = entry.trim().replace(/^"(.*)"$/, '$1');
  const [, inBrackets] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? [];
  if (inBrackets !== undefined) return isIP(inBrackets) === 6 ? canonicalAddress(inBrackets) : null;
  // A single colon separates a port: IPv6 without brackets has at least two.
  return canonicalAddress(text.replace(/^([^:]*):\d{1,5}$/, '$1'));
}
