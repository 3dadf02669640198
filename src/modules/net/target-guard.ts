import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { addressRefusal, nameRefusal } from './address-verdict.js';
import { portRefusal } from './blocked-ports.js';
import type { Names } from './names/names.js';
import { openNames } from './names/open-names.js';
import { within } from './names/within.js';

/** How long a verdict waits for the addresses of a name, ms. */
const CHECK_MS = 4_000;

/** The target is where nothing may be sent. */
export class ForbiddenTarget extends Error {
  readonly code = 'FORBIDDEN_TARGET';
}

/** The guard's word on a URL. */
export interface Verdict {
  /** Why nothing may be sent there; null where nothing is against it. */
  readonly refused: string | null;
  /** The name has no address, or none was found out in time: nothing is known against it. */
  readonly unresolved: boolean;
}

/**
 * Decides where requests may go: the same verdict when an endpoint is saved, tested and delivered to. Names are judged by
 * every address they resolve to; one that is refused among many refuses the name.
 */
export class TargetGuard {
  readonly #allowed: readonly string[];
  /** How names are resolved, also for requests that the guard does not judge. */
  readonly names: Names;

  /** @param allowed the CIDRs of `WEBHOOK_ALLOW_NETWORKS` */
  constructor(allowed: readonly string[], names: Names = openNames()) {
    this.#allowed = allowed;
    this.names = names;
  }

  /** True for an IP address, which nothing has to resolve. */
  isLiteral(hostname: string): boolean {
    return isIP(bare(hostname)) > 0;
  }

  /** What can be said without resolving anything: port and literal address. Null when nothing is against it. */
  refusal(hostname: string, port: string | number): string | null {
    const host = bare(hostname);
    return portRefusal(port) ?? (isIP(host) ? addressRefusal(host, this.#allowed) : null);
  }

  /** The verdict on a URL as it would be when connecting now; within 4 s. */
  async check(url: URL): Promise<Verdict> {
    const known = this.refusal(url.hostname, url.port);
    if (known !== null || isIP(bare(url.hostname))) return { refused: known, unresolved: false };
    const found = this.names.resolve(url.hostname).catch(() => null);
    const addresses = await within(found, CHECK_MS, null);
    if (addresses === null) return { refused: null, unresolved: true };
    return { refused: this.#refusalOf(url.hostname, addresses), unresolved: false };
  }

  /**
   * The addresses of a host name, all of them judged: a connection to one of them goes where it may.
   * @throws ForbiddenTarget; NodeJS.ErrnoException as {@link Names.resolve}
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
