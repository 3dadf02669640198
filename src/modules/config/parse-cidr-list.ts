import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LOOPBACK_NETWORKS, PRIVATE_NETWORKS } from '../net/networks.js';
import { Malformed } from './malformed.js';
import { parseList } from './parse-list.js';
import type { Entry } from './parse-list.js';

const ACCEPTED =
  'addresses and networks such as 10.0.0.0/8 or fd00::/8, and the words loopback and private, separated by commas';

/** Words that stand for networks. None covers link-local addresses, where cloud metadata is. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  loopback: LOOPBACK_NETWORKS,
  private: PRIVATE_NETWORKS,
};

/** Reads CIDRs in canonical form, each once; a word is replaced by its networks. */
export function parseCidrList(text: string): readonly string[] | Malformed {
  const networks = parseList(text, 'entry', ACCEPTED, readNetwork);
  return networks instanceof Malformed ? networks : [...new Set(networks.flat())];
}

function readNetwork(entry: string): Entry<readonly string[]> {
  const word = entry.toLowerCase();
  if (Object.hasOwn(WORDS, word)) return { value: WORDS[word]! };
  const [address = '', bits, rest] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || rest !== undefined)
    return { problem: 'is not an address or network' };
  const width = family === 4 ? 32 : 128;
  const prefix = bits ?? String(width);
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > width)
    return { problem: `needs a prefix from /0 to /${width}` };
  return canonical(address, Number(prefix));
}

function canonical(address: string, prefix: number): Entry<readonly string[]> {
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress())
    return { problem: 'must be written as IPv4' };
  const family = parsed.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const network = family.networkAddressFromCIDR(`${address}/${prefix}`).toString();
  // 10.0.0.5/8 may mean one host or 16 million: an error is safer than opening the larger network.
  if (network !== parsed.toString())
    return { problem: `is no network's first address: ${network}/${prefix} is` };
  return { value: [`${network}/${prefix}`] };
}
