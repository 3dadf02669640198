import { BlockList } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { canonicalAddress, forwardedAddress } from './address.js';

const HEADER = 'x-forwarded-for';

/** Returns a test whether an address belongs to one of the networks (CIDRs in canonical form). */
export function belongsTo(networks: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => {
    const known = address === undefined ? null : canonicalAddress(address);
    return known !== null && list.check(known, familyOf(known));
  };
}

/**
 * Rewrites `X-Forwarded-For` before any other hook reads the address of a request: without ports, brackets and quotes,
 * and without the entries up to the last one that is no address. Entries count from the right, the nearest proxy first,
 * so a proxy that does not know its client counts as the client.
 *
 * @param clientHeader header, in lower case, in which proxies name the client alone, to read in its place
 */
export function readForwardedAddresses(instance: FastifyInstance, clientHeader: string | null = null): void {
  instance.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const known = knownAddresses(String(headers[clientHeader ?? HEADER] ?? ''));
    // The name stays where no address is known: a gateway without keys refuses what came through a proxy.
    if (known !== '' || headers[HEADER] !== undefined) headers[HEADER] = known;
    done();
  });
}

/** The entries after the last one that is no address, in canonical form. */
function knownAddresses(header: string): string {
  const entries = header.split(',').map(forwardedAddress);
  return entries.slice(entries.lastIndexOf(null) + 1).join(', ');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}
