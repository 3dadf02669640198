import type { LookupAddress } from 'node:dns';

/** Turns host names into addresses for everything the gateway sends. */
export interface Names {
  /**
   * The addresses of a host name, in the order in which they are to be tried; of a literal address, itself. Host names
   * are those of `URL.hostname`, without brackets.
   *
   * @throws NodeJS.ErrnoException `ENOTFOUND` where the name does not exist or has no address, `EAI_AGAIN` where that
   * could not be found out in time; the messages begin as those of `getaddrinfo`.
   */
  resolve(hostname: string): Promise<readonly LookupAddress[]>;
  /** Has the name resolved anew next time, because none of its addresses accepted a connection. */
  forget(hostname: string): void;
}

/** A name that has no address, or for which none could be found out: the error of `getaddrinfo` with more to say. */
export function nameError(code: 'ENOTFOUND' | 'EAI_AGAIN', hostname: string, detail?: string): Error {
  const message = `getaddrinfo ${code} ${hostname}${detail === undefined ? '' : ` (${detail})`}`;
  return Object.assign(new Error(message), { code, syscall: 'getaddrinfo', hostname });
}
