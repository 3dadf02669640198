import { DirectSource } from './direct-source.js';
import { HOSTS_FILE } from './hosts-file.js';
import { LocalNames } from './local-names.js';
import { NameServers } from './name-servers.js';
import { NAME_DEFAULTS, type NameSettings } from './name-settings.js';
import { ResolvedNames } from './resolved-names.js';
import { readSearchRules } from './search-list.js';
import { SystemSource } from './system-source.js';
import { WatchedFile } from './watched-file.js';

/** Files of the system that say how names are resolved. */
export interface SystemFiles {
  readonly hosts?: string;
  readonly resolvConf?: string;
}

/** A look-up without an answer holds up to four sockets until its deadline. */
const DIRECT_LIMITS = { all: 500, suspects: 100 };
/** Of the four threads of libuv's pool one stays free for files. */
const SYSTEM_LIMITS = { all: 3, suspects: 1 };

/** The resolver of everything the gateway sends. */
export function openNames(
  { mode, servers, timeoutMs }: NameSettings = NAME_DEFAULTS,
  { hosts = HOSTS_FILE, resolvConf = '/etc/resolv.conf' }: SystemFiles = {},
): ResolvedNames {
  const local = new LocalNames(hosts);
  if (mode === 'system')
    return new ResolvedNames({ local, source: new SystemSource(), limits: SYSTEM_LIMITS, timeoutMs });
  const { LOCALDOMAIN, RES_OPTIONS } = process.env;
  const rules = new WatchedFile(resolvConf, (text) => readSearchRules(text, { LOCALDOMAIN, RES_OPTIONS }));
  const source = new DirectSource(new NameServers(servers), () => rules.value);
  return new ResolvedNames({ local, source, limits: DIRECT_LIMITS, timeoutMs });
}
