import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { addressRefusal, nameRefusal } from './address-verdict.js';
import { portRefusal } from './blocked-ports.js';
import type { NameResolver } from './names/name-resolver.js';
import { createResolver } from './names/create-resolver.js';
import { withTimeout } from './names/with-timeout.js';

/** Time that a verdict waits for the addresses of a name, ms. */
const CHECK_MS = 4_000;

/** The error of a request to a target that the guard refuses. */
export class ForbiddenTarget extends Error {
  readonly code = 'FORBIDDEN_TARGET';
}

/** The guard's verdict on a URL. */
export interface Verdict {
  /** Reason of the refusal; null when the URL is allowed. */
  readonly refused: string | null;
  /** Whether the name has no address, or none was found in time; such a URL is not refused. */
  readonly unresolved: boolean;
}

/**
 * Decides which targets requests may reach, with the same verdict when an endpoint is saved, tested and delivered to. A
 * name is judged by all its addresses: one refused address refuses the name.
 *
 * This folder decides which addresses may be reached, and how: networks, ports, proxies, certificates. `names/` resolves host names on the
 * event loop.
 */
export class TargetGuard {
  readonly #allowed: readonly string[];
  /** Resolver of names, also for requests that the guard does not judge. */
  readonly names: NameResolver;

  /** @param allowed CIDRs of `WEBHOOK_ALLOW_NETWORKS` */
  constructor(allowed: readonly string[], names: NameResolver = createResolver()) {
    this.#allowed = allowed;
    this.names = names;
  }

  /** Tells whether the host is a literal IP address. */
  isLiteral(hostname: string): boolean {
    return isIP(bare(hostname)) > 0;
  }

  /**
   * Judges port and literal address, without resolving a name; null when nothing speaks against them.
   *
   * @param protocol scheme with its colon; `http:` where left out
   */
  refusal(hostname: string, port: string | number, protocol?: string): string | null {
    const host = bare(hostname);
    return portRefusal(port, protocol) ?? (isIP(host) ? addressRefusal(host, this.#allowed) : null);
  }

  /** Judges a URL as a connection now would, within 4 s. */
  async check(url: URL): Promise<Verdict> {
    const known = this.refusal(url.hostname, url.port, url.protocol);
    if (known !== null || isIP(bare(url.hostname))) return { refused: known, unresolved: false };
    const found = this.names.resolve(url.hostname).catch(() => null);
    const addresses = await withTimeout(found, CHECK_MS, null);
    if (addresses === null) return { refused: null, unresolved: true };
    return { refused: this.#refusalOf(url.hostname, addresses), unresolved: false };
  }

  /**
   * Returns the addresses of a host name after judging all of them, so that a connection to any is allowed.
   *
   * @throws ForbiddenTarget; NodeJS.ErrnoException as {@link NameResolver.resolve}
   */
  async resolve(hostname: string): Promise<readonly LookupAddress[]> {
    const addresses = await this.names.resolve(hostname);
    const reason = this.#refusalOf(hostname, addresses);
    if (reason !== null) throw new ForbiddenTarget(reason);
    return addresses;
  }

  #refusalOf(hostname: string, addresses: readonly LookupAddress[]): string | null {
    const texts = addresses.map(({ address }) => address);
    return nameRefusal(hostname, texts, this.#allowed);
  }
}

function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
