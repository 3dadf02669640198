import { isOwnPath, readBasePath } from '../model/base-path.js';
import { Malformed } from './malformed.js';

const ACCEPTED =
  'a path such as /gateway, in parts of letters, digits, ".", "_", "~" and "-", that does not begin like a path of the gateway (/api, /login, …)';

/** The path under which browsers reach the gateway, without a slash at its end; empty for the root. */
export function parseBasePath(text: string): string | Malformed {
  const path = readBasePath(text);
  if (path === null) return new Malformed(['is not a path'], ACCEPTED);
  return isOwnPath(path) ? new Malformed(["begins like a path of the gateway's own"], ACCEPTED) : path;
}
