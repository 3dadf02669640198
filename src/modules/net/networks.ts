import ipaddr from 'ipaddr.js';

/** An IP address of either family. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A network: its first address and the length of its prefix. */
export type Network = readonly [address: Address, bits: number];

/** Networks of the word `loopback` in `WEBHOOK_ALLOW_NETWORKS`. */
export const LOOPBACK_NETWORKS: readonly string[] = ['127.0.0.0/8', '::1/128'];
/** Networks of the word `private`: RFC 1918, RFC 6598 (carrier-grade NAT), RFC 4193. */
export const PRIVATE_NETWORKS: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
];

/**
 * Addresses of cloud metadata services, which hand out a machine's credentials. Some lie in public or private ranges.
 */
const METADATA = [
  '169.254.169.254/32', // AWS, Google, Azure, OpenStack and most others
  '169.254.170.2/32', // AWS, containers
  '169.254.170.23/32', // AWS, pods
  'fd00:ec2::23/128',
  'fd00:ec2::254/128', // AWS
  'fd20:ce::254/128', // Google
  'fe80::a9fe:a9fe/128', // OpenStack
  '168.63.129.16/32', // Azure
  '100.100.100.200/32', // Alibaba
  '192.0.0.192/32', // Oracle
  '169.254.0.23/32', // Tencent
  '169.254.10.10/32',
  '169.254.42.42/32', // Scaleway
  'fd00:42::42/128',
  'fd00:c1::a9fe:a9fe/128', // Oracle
  'fd00:a9fe:a9fe::1/128', // Akamai
  'fd00:100::100:200/128', // Alibaba
];

/** Networks that are never the address of a receiver, from IANA's special-purpose registries, by kind. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  'cloud metadata': METADATA,
  loopback: LOOPBACK_NETWORKS,
  'link-local': ['169.254.0.0/16', 'fe80::/10', 'fec0::/10'],
  unspecified: ['0.0.0.0/8', '::/128'],
  multicast: ['224.0.0.0/4', 'ff00::/8'],
  documentation: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'],
  benchmarking: ['198.18.0.0/15', '2001:2::/48'],
  'IPv4-mapped': ['::ffff:0:0/96'],
  NAT64: ['64:ff9b::/96', '64:ff9b:1::/48'],
  '6to4': ['2002::/16', '192.88.99.0/24'],
  Teredo: ['2001::/32'],
  reserved: [
    '240.0.0.0/4',
    '192.0.0.0/24',
    '192.31.196.0/24',
    '192.52.193.0/24',
    '192.175.48.0/24',
    '2001::/23',
    '2620:4f:8000::/48',
  ],
};

/** IPv6 transition networks that embed an IPv4 address, with the index of its first byte. */
const CARRIERS: readonly (readonly [network: Network, at: number])[] = [
  [parseNetwork('::/96'), 12],
  [parseNetwork('64:ff9b::/96'), 12],
  [parseNetwork('64:ff9b:1::/48'), 12],
  [parseNetwork('2002::/16'), 2],
];

/** Public unicast of IPv6; everything outside it is reserved. */
const PUBLIC_IPV6 = parseNetwork('2000::/3');

const TABLE = Object.entries(FORBIDDEN).flatMap(([kind, cidrs]) =>
  cidrs.map((cidr) => ({ kind, network: parseNetwork(cidr) })),
);
const METADATA_NETWORKS = METADATA.map(parseNetwork);
const PRIVATE = PRIVATE_NETWORKS.map(parseNetwork);

/** Parses a CIDR. @throws Error for any other text */
export function parseNetwork(cidr: string): Network {
  return ipaddr.parseCIDR(cidr);
}

/** Tells whether a network holds an address; networks of the other family never do. */
export function within(address: Address, [network, bits]: Network): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

/** Returns the metadata address that a request to this address may reach; null without one. */
export function metadataAt(address: Address): Address | null {
  const bytes = address.toByteArray();
  const carried = CARRIERS.filter(([network]) => within(address, network)).map(([, at]) =>
    ipaddr.fromByteArray(bytes.slice(at, at + 4)),
  );
  const reached = [address, ...carried];
  return reached.find((one) => METADATA_NETWORKS.some((network) => within(one, network))) ?? null;
}

/** Lists the metadata addresses in a network. */
export function metadataIn([network, bits]: Network): readonly Address[] {
  return METADATA_NETWORKS.map(([address]) => address).filter((one) => within(one, [network, bits]));
}

/** Returns the kind of an address: `public`, `private`, or a forbidden kind (`loopback`, `link-local`, …). */
export function kindOf(address: Address): string {
  const forbidden = TABLE.find(({ network }) => within(address, network));
  if (forbidden) return forbidden.kind;
  if (PRIVATE.some((network) => within(address, network))) return 'private';
  return address.kind() === 'ipv4' || within(address, PUBLIC_IPV6) ? 'public' : 'reserved';
}
