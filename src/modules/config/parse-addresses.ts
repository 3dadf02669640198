import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Malformed } from './malformed.js';
import { isOwnPath, readBasePath } from '../model/base-path.js';

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i;
const HOST_ACCEPTED =
  'an address or host name of this machine without port, such as 127.0.0.1, ::1 or 0.0.0.0';

/** Reads an address of this machine (without the brackets of IPv6) or a host name. */
export function parseHost(text: string): string | Malformed {
  const host = /^\[(.+)\]$/.exec(text)?.[1] ?? text;
  if (isIP(host) !== 0) return host;
  const name = host === text && host.length <= 253 && host.split('.').every((label) => LABEL.test(label));
  // 300.1.1.1 has the form of a host name, but the last label of a host name is never a number.
  return name && !/(^|\.)\d+$/.test(host)
    ? host
    : new Malformed(['is not an address or host name'], HOST_ACCEPTED);
}

/** Tells whether only this machine can connect to the address. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 0) return host.toLowerCase() === 'localhost';
  return ipaddr.process(host).range() === 'loopback';
}

const BASE_PATH_ACCEPTED =
  'a path such as /gateway, in parts of letters, digits, ".", "_", "~" and "-", that does not begin like a path of the gateway (/api, /login, …)';

/** Reads the path under which browsers reach the gateway, without a slash at its end; empty for the root. */
export function parseBasePath(text: string): string | Malformed {
  const path = readBasePath(text);
  if (path === null) return new Malformed(['is not a path'], BASE_PATH_ACCEPTED);
  return isOwnPath(path)
    ? new Malformed(["begins like a path of the gateway's own"], BASE_PATH_ACCEPTED)
    : path;
}

const PUBLIC_ACCEPTED =
  'the http:// or https:// URL under which browsers reach the gateway, without query, such as https://hooks.example.com/gateway';

/** Reads the URL under which browsers reach the gateway, without a slash at its end. */
export function parsePublicUrl(text: string): string | Malformed {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (!url) return new Malformed(['is not a URL'], PUBLIC_ACCEPTED);
  if (url.username || url.password)
    return new Malformed(['has a user name or password in it'], PUBLIC_ACCEPTED);
  if (url.search || url.hash) return new Malformed(['has a query or a fragment'], PUBLIC_ACCEPTED);
  return url.href.replace(/\/+$/, '');
}

/** Reads the URL of an OpenTelemetry collector: http or https, without white space. */
export function parseCollectorUrl(text: string): string | Malformed {
  if (/^https?:\/\/[^/?#\s][^\s]*$/i.test(text) && URL.canParse(text)) return text;
  return new Malformed(
    ['cannot be read as a URL of a collector'],
    'an http:// or https:// URL, such as http://127.0.0.1:4318',
  );
}
