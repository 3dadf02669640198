import { join } from 'node:path';
import { isIP } from 'node:net';

/** Names of a hosts file in lower case, each with its addresses in the order of the file. */
export type HostsTable = ReadonlyMap<string, readonly string[]>;

/** Path of the system's hosts file. */
export const HOSTS_FILE =
  process.platform === 'win32'
    ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts';

/** Reads a hosts file; lines without a plain address (or with a zone, `fe80::1%lo0`) are skipped. */
export function readHosts(text: string): HostsTable {
  const table = new Map<string, string[]>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [address = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/);
    if (isIP(address) === 0 || address.includes('%')) continue;
    for (const name of names.map((one) => one.toLowerCase())) {
      const known = table.get(name);
      if (known === undefined) table.set(name, [address]);
      else if (!known.includes(address)) known.push(address);
    }
  }
  return table;
}
