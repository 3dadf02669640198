import { metadataIn, parseNetwork, PRIVATE_NETWORKS } from '../net/networks.js';

/** What the networks of `WEBHOOK_ALLOW_NETWORKS` open, or seem to open, beyond what is hardly meant: sentences for the log. */
export function networkWarnings(cidrs: readonly string[]): readonly string[] {
  // The word private stands for all of these, and is documented to leave cloud metadata closed.
  const byWord = PRIVATE_NETWORKS.every((cidr) => cidrs.includes(cidr)) ? PRIVATE_NETWORKS : [];
  return cidrs.filter((cidr) => !byWord.includes(cidr)).flatMap(warningsOf);
}

function warningsOf(cidr: string): readonly string[] {
  const [address, bits] = parseNetwork(cidr);
  const metadata = metadataIn([address, bits]).map((one) => one.toString());
  const lists = `WEBHOOK_ALLOW_NETWORKS lists ${cidr}`;
  const family = address.kind() === 'ipv4' ? 'IPv4' : 'IPv6';
  if (bits === 0)
    return [
      `${lists}: endpoints made through the API can reach every ${family} address except cloud metadata, this machine included.`,
    ];
  if (metadata.length === 0) return [];
  if (bits === (family === 'IPv4' ? 32 : 128))
    return [
      `${lists}, cloud metadata: endpoints made through the API can have credentials of this machine sent to them.`,
    ];
  return [`${lists}, which includes cloud metadata (${metadata.join(', ')}): those addresses stay closed.`];
}
