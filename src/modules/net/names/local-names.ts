import { HOSTS_FILE, readHosts, type HostsTable } from './hosts-file.js';
import { WatchedFile } from './watched-file.js';

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

/** Domains without any address (RFC 6761, RFC 7686): no name server has to be told that somebody asks. */
const WITHOUT_ADDRESS = /(^|\.)(invalid|onion)$/;

/**
 * Names that no name server is asked for: those of the hosts file, `localhost` with all below it (RFC 6761), and domains
 * that never have an address.
 */
export class LocalNames {
  readonly #hosts: WatchedFile<HostsTable>;

  constructor(hostsFile = HOSTS_FILE) {
    this.#hosts = new WatchedFile(hostsFile, readHosts);
  }

  /** Null where the name is none of them; empty where it has no address. */
  find(hostname: string): readonly string[] | null {
    const name = hostname.replace(/\.$/, '');
    const listed = this.#hosts.value.get(name);
    if (listed !== undefined) return listed;
    if (WITHOUT_ADDRESS.test(name)) return [];
    return name === 'localhost' || name.endsWith('.localhost') ? LOOPBACK : null;
  }
}
