import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The address in its canonical spelling: mapped IPv4 (`::ffff:192.0.2.1`) as IPv4, IPv6 shortened and in lower case,
 * without a zone. Null for a text that is no address, and for undefined: a closed connection has no address.
 */
export function canonicalAddress(text: string | undefined): string | null {
  const [address = ''] = (text ?? '').split('%', 1);
  return isIP(address) === 0 ? null : ipaddr.process(address).toString();
}

/**
 * The address of one entry of `X-Forwarded-For`, which may have a port, brackets around IPv6, or quotes around all of
 * it. Null for an entry without an address: `unknown`, a name, an empty text.
 */
export function forwardedAddress(entry: string): string | null {
  const text = entry.trim().replace(/^"(.*)"$/, '$1');
  const [, inBrackets] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? [];
  if (inBrackets !== undefined) return isIP(inBrackets) === 6 ? canonicalAddress(inBrackets) : null;
  // A single colon separates a port: IPv6 without brackets has at least two.
  return canonicalAddress(text.replace(/^([^:]*):\d{1,5}$/, '$1'));
}
