import { lookup, type LookupAddress } from 'node:dns';
import type { NameAnswer, NameSource } from './name-answer.js';

/** `dns.lookup` of Node, as far as it is needed here. */
export type SystemLookup = (
  hostname: string,
  options: { readonly all: true; readonly verbatim: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Names as the system resolves them (`getaddrinfo`, with everything that `nsswitch.conf` names). Each look-up holds a thread
 * of libuv's pool until it is over, also past the deadline: what is asked at once has to be bounded.
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
