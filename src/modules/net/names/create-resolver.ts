import { DirectSource } from './direct-source.js';
import { HOSTS_FILE } from './hosts-file.js';
import { LocalNames } from './local-names.js';
import { NameServers } from './name-servers.js';
import { NAME_DEFAULTS, type NameSettings } from './name-settings.js';
import { CachingResolver } from './caching-resolver.js';
import { readSearchRules } from './search-list.js';
import { SystemSource } from './system-source.js';
import { WatchedFile } from './watched-file.js';

/** Paths of the system's files about name resolution. */
export interface SystemFiles {
  readonly hosts?: string;
  readonly resolvConf?: string;
}

/** Limits of direct look-ups: each holds up to four sockets until its deadline. */
const DIRECT_LIMITS = { all: 500, suspects: 100 };
/** Limits of look-ups by the system: of libuv's four threads, one stays free for files. */
const SYSTEM_LIMITS = { all: 3, suspects: 1 };

/** Makes the name resolver of all outgoing requests. */
export function createResolver(
  { mode, servers, timeoutMs }: NameSettings = NAME_DEFAULTS,
  { hosts = HOSTS_FILE, resolvConf = '/etc/resolv.conf' }: SystemFiles = {},
): CachingResolver {
  const local = new LocalNames(hosts);
  if (mode === 'system')
    return new CachingResolver({ local, source: new SystemSource(), limits: SYSTEM_LIMITS, timeoutMs });
  const { LOCALDOMAIN, RES_OPTIONS } = process.env;
  const rules = new WatchedFile(resolvConf, (text) => readSearchRules(text, { LOCALDOMAIN, RES_OPTIONS }));
  const source = new DirectSource(new NameServers(servers), () => rules.value);
  return new CachingResolver({ local, source, limits: DIRECT_LIMITS, timeoutMs });
}
