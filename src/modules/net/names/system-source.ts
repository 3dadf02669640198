import { lookup, type LookupAddress } from 'node:dns';
import type { NameAnswer, NameSource } from './name-answer.js';

/** The part of Node's `dns.lookup` that is used here. */
export type SystemLookup = (
  hostname: string,
  options: { readonly all: true; readonly verbatim: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves names with the system's `getaddrinfo` and everything that `nsswitch.conf` names. Each look-up holds a thread
 * of libuv's pool until it ends, also past its deadline, so simultaneous look-ups must be bounded.
 */
export class SystemSource implements NameSource {
  readonly #lookup: SystemLookup;

  constructor(systemLookup: SystemLookup = lookup as SystemLookup) {
    this.#lookup = systemLookup;
  }

  ask(hostname: string): Promise<NameAnswer> {
    return new Promise((resolve) => {
      this.#lookup(hostname, { all: true, verbatim: true }, (error, addresses) => {
        if (error === null) resolve({ kind: 'found', addresses, ttlMs: null });
        else if (error.code === 'ENOTFOUND') resolve({ kind: 'none' });
        else resolve({ kind: 'failed', why: `the system's resolver answered ${error.code}` });
      });
    });
  }
}
