import { HOSTS_FILE, readHosts, type HostsTable } from './hosts-file.js';
import { WatchedFile } from './watched-file.js';

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

/** Domains that never have an address (RFC 6761, RFC 7686). Name servers are not asked for them. */
const WITHOUT_ADDRESS = /(^|\.)(invalid|onion)$/;

/**
 * Resolves names without name servers: those of the hosts file, `localhost` and all below it (RFC 6761), and domains
 * that never have an address.
 */
export class LocalNames {
  readonly #hosts: WatchedFile<HostsTable>;

  constructor(hostsFile = HOSTS_FILE) {
    this.#hosts = new WatchedFile(hostsFile, readHosts);
  }

  /** Returns the addresses of a local name, possibly none; null for any other name. */
  find(hostname: string): readonly string[] | null {
    const name = hostname.replace(/\.$/, '');
    const listed = this.#hosts.value.get(name);
    if (listed !== undefined) return listed;
    if (WITHOUT_ADDRESS.test(name)) return [];
    return name === 'localhost' || name.endsWith('.localhost') ? LOOPBACK : null;
  }
}
