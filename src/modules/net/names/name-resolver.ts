import type { LookupAddress } from 'node:dns';

/**
 * Resolves host names for all outgoing requests.
 *
 * This folder resolves names: `direct-source.ts` asks name servers, `system-source.ts` the system, `hosts-file.ts` and `local-names.ts`
 * answer without either; `caching-resolver.ts` stands before them.
 */
export interface NameResolver {
  /**
   * Returns the addresses of a host name in the order in which to try them; a literal address resolves to itself. Host
   * names are those of `URL.hostname`, without brackets.
   *
   * @throws NodeJS.ErrnoException `ENOTFOUND` when the name does not exist or has no address, `EAI_AGAIN` when no
   * answer came in time; the messages begin like those of `getaddrinfo`
   */
  resolve(hostname: string): Promise<readonly LookupAddress[]>;
  /** Drops the cached answer, because none of its addresses accepted a connection. */
  forget(hostname: string): void;
}

/** Builds the error of a name without addresses, or without an answer: that of `getaddrinfo`, with more detail. */
export function nameError(code: 'ENOTFOUND' | 'EAI_AGAIN', hostname: string, detail?: string): Error {
  const message = `getaddrinfo ${code} ${hostname}${detail === undefined ? '' : ` (${detail})`}`;
  return Object.assign(new Error(message), { code, syscall: 'getaddrinfo', hostname });
}
