import { clientNetwork } from '../http/client-network.js';

/** A group of addresses whose failures are counted together, and its limit of guesses. */
export interface Bucket {
  readonly name: string;
  readonly guessesMax: number;
}

/** Maximum of different wrong keys from one address in a minute. */
export const GUESSES_OF_ADDRESS = 20;
/**
 * Maximum of different wrong keys from one IPv6 network of 48 bits in a minute: a customer of a provider holds one at
 * most.
 */
export const GUESSES_OF_SITE = 100;

/**
 * Returns the buckets of an address. An IPv4 address has its own; an IPv6 address has those of its networks of 64 and
 * 48 bits, because the holder of a network has every address in it. A text that is no address counts as it is.
 */
export function bucketsOf(address: string): readonly [Bucket, ...Bucket[]] {
  const own: Bucket = { name: clientNetwork(address), guessesMax: GUESSES_OF_ADDRESS };
  const site: Bucket = { name: clientNetwork(address, 48), guessesMax: GUESSES_OF_SITE };
  return site.name === own.name ? [own] : [own, site];
}
