import { clientNetwork } from '../http/client-network.js';

/** Addresses whose failures are counted together, and how many guesses they have. */
export interface Bucket {
  readonly name: string;
  readonly guessesMax: number;
}

/** Wrong keys that one address may try in a minute. */
export const GUESSES_OF_ADDRESS = 20;
/** The same of an IPv6 network of 48 bits, which is what one customer of a network gets at most. */
export const GUESSES_OF_SITE = 100;

/**
 * An IPv4 address by itself. IPv6 by its network of 64 bits, whose holder has every address in it, and by the one of 48
 * bits around that, whose holder has every network in it. A text that is no address counts as it is.
 */
export function bucketsOf(address: string): readonly [Bucket, ...Bucket[]] {
  const own: Bucket = { name: clientNetwork(address), guessesMax: GUESSES_OF_ADDRESS };
  const site: Bucket = { name: clientNetwork(address, 48), guessesMax: GUESSES_OF_SITE };
  return site.name === own.name ? [own] : [own, site];
}
