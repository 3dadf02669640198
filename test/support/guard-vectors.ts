/** The guard's verdict on an address: reachable, private (which the word `private` allows, too), or forbidden. */
export type Tier = 'public' | 'private' | 'forbidden';

const of = (tier: Tier, ...addresses: readonly string[]) =>
  addresses.map((address) => [address, tier] as const);

/** Addresses as they stand in a URL or come from a resolver, each with the guard's verdict when nothing is allowed. */
export const GUARD_VECTORS: readonly (readonly [address: string, tier: Tier])[] = [
  ...of('public', '8.8.8.8', '1.1.1.1', '93.184.216.34', '9.255.255.255', '11.0.0.0', '100.63.255.255'),
  ...of('public', '100.128.0.0', '126.255.255.255', '128.0.0.1', '169.253.255.255', '169.255.0.0'),
  ...of('public', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0', '198.17.255.255'),
  ...of('public', '198.20.0.0', '198.51.99.255', '203.0.112.255', '203.0.114.0', '223.255.255.255'),
  ...of('public', '168.63.129.15', '168.63.129.17', '192.0.1.0', '192.0.3.0'),
  ...of('public', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888', '2003::1'),
  ...of('public', '2001:200::1', '2001:db7::1', '2001:db9::1', '3ffe::1'),
  ...of('private', '10.0.0.0', '10.1.2.3', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1'),
  ...of('private', '192.168.255.255', '100.64.0.0', '100.100.100.199', '100.127.255.255'),
  ...of('private', 'fc00::1', 'fd12:3456:789a::1', 'fdff:ffff::1', 'fd00:ec2::253'),
  // Loopback, link-local, "this network".
  ...of('forbidden', '127.0.0.1', '127.255.255.254', '127.1.2.3', '0.0.0.0', '0.1.2.3', '0.255.255.255'),
  ...of('forbidden', '::', '::1', '169.254.0.1', '169.254.255.255'),
  ...of('forbidden', 'fe80::1', 'fe80::dead:beef', 'febf::1', 'fec0::1', 'feff::1'),
  // Metadata services of clouds.
  ...of('forbidden', '169.254.169.254', '169.254.170.2', '168.63.129.16', '100.100.100.200', '192.0.0.192'),
  ...of('forbidden', 'fd00:ec2::23', 'fd00:ec2::254', 'fd20:ce::254', 'fe80::a9fe:a9fe'),
  // Multicast, broadcast, reserved.
  ...of('forbidden', '224.0.0.1', '239.255.255.255', '240.0.0.1', '254.1.1.1', '255.255.255.255'),
  ...of(
    'forbidden',
    '192.0.0.1',
    '192.0.0.255',
    '192.31.196.1',
    '192.52.193.1',
    '192.175.48.1',
    '192.88.99.1',
  ),
  ...of('forbidden', 'ff02::1', 'ff0e::1', 'ffff::1'),
  // Documentation and benchmarks.
  ...of('forbidden', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255'),
  ...of('forbidden', '2001:db8::1', '2001:db8:ffff::1', '3fff::1', '3fff:fff::1', '2001:2::1'),
  // IPv4 inside IPv6, whatever the inner address.
  ...of('forbidden', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:8.8.8.8'),
  ...of('forbidden', '::ffff:169.254.169.254', '::7f00:1', '::808:808', '::a00:1'),
  ...of('forbidden', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'),
  ...of('forbidden', '2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1', '2001::1', '2001:0:1234::1'),
  ...of('forbidden', '2620:4f:8000::1', '2001:10::1', '2001:20::1', '2001:1::1'),
  // Outside the allocated unicast range.
  ...of('forbidden', '100::1', '1::1', '4000::1', '5f00::1', '8000::1', 'f000::1'),
];

/** Notations of the loopback address in a URL. */
export const LOOPBACK_SPELLINGS = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '127.0.0.1.',
  '%31%32%37.0.0.1',
  '①②⑦.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
] as const;
