import { getDefaultResultOrder, type LookupAddress } from 'node:dns';
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

/** Maximum of addresses tried for one connection. */
const ADDRESSES_MAX = 16;

/** Tells whether this machine has an IPv6 address beyond loopback and link-local. */
function hasIpv6(): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) => all);
  return addresses.some(
    ({ family, internal, address }) => family === 'IPv6' && !internal && !/^fe[89ab]/i.test(address),
  );
}

/** Tells whether IPv6 goes first: where this machine has it, unless Node's `--dns-result-order` says otherwise. */
export function prefersIpv6(): boolean {
  const order = getDefaultResultOrder() as 'ipv4first' | 'ipv6first' | 'verbatim';
  return order === 'verbatim' ? hasIpv6() : order === 'ipv6first';
}

/** Orders addresses for connecting: the families alternate (RFC 8305, section 4), each in the order of the answer. */
export function inOrder(addresses: readonly string[], ipv6First: boolean): readonly LookupAddress[] {
  const six = addresses.filter((address) => isIPv6(address));
  const four = addresses.filter((address) => !isIPv6(address));
  const [first, second] = ipv6First ? [six, four] : [four, six];
  const mixed = Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [
    first[at],
    second[at],
  ]);
  return mixed
    .flat()
    .filter((address) => address !== undefined)
    .map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
}

/** Returns the addresses that are tried for one connection. */
export function firstAddresses(addresses: readonly LookupAddress[]): readonly LookupAddress[] {
  return addresses.slice(0, ADDRESSES_MAX);
}
