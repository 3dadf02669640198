import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { addressRefusal } from './address-verdict.js';
import { portRefusal } from './blocked-ports.js';

/** Resolves a name; as `dns.lookup` of Node with `all: true`. */
export type Resolver = (
  hostname: string,
  options: { readonly all: true; readonly family?: number | string; readonly hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The target is where nothing may be sent. */
export class ForbiddenTarget extends Error {
  readonly code = 'FORBIDDEN_TARGET';
}

/**
 * Decides where requests may go: the same verdict when an endpoint is saved, tested and delivered to. Names are judged by
 * every address they resolve to; one that is refused among many refuses the name.
 */
export class TargetGuard {
  readonly #allowed: readonly string[];
  readonly #resolve: Resolver;

  /** @param allowed the CIDRs of `WEBHOOK_ALLOW_NETWORKS` */
  constructor(allowed: readonly string[], resolve: Resolver = lookup as Resolver) {
    this.#allowed = allowed;
    this.#resolve = resolve;
  }

  /** What can be said without resolving anything: port and literal address. Null when nothing is against it. */
  refusal(hostname: string, port: string | number): string | null {
    const host = bare(hostname);
    return portRefusal(port) ?? (isIP(host) ? addressRefusal(host, this.#allowed) : null);
  }

  /**
   * The verdict on a URL as it would be when connecting now. A name that cannot be resolved is `unresolved`: nothing is
   * known against it.
   */
  check(url: URL): Promise<{ readonly refused: string | null; readonly unresolved: boolean }> {
    const known = this.refusal(url.hostname, url.port);
    if (known !== null || isIP(bare(url.hostname))) {
      return Promise.resolve({ refused: known, unresolved: false });
    }
    return new Promise((resolve) => {
      this.#resolve(url.hostname, { all: true }, (error, addresses) => {
        resolve({ refused: error ? null : this.#first(addresses), unresolved: Boolean(error) });
      });
    });
  }

  /** For connecting: hands on only addresses that all were judged, so the connection goes to one of them. */
  get lookup(): LookupFunction {
    return (hostname, options, callback) => {
      this.#resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, '', 0);
        const reason = this.#first(addresses);
        if (reason !== null) return callback(new ForbiddenTarget(reason), '', 0);
        return options.all
          ? callback(null, addresses)
          : callback(null, addresses[0]!.address, addresses[0]!.family);
      });
    };
  }

  #first(addresses: readonly LookupAddress[]): string | null {
    for (const { address } of addresses) {
      const reason = addressRefusal(address, this.#allowed);
      if (reason !== null) return reason;
    }
    return null;
  }
}

function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
