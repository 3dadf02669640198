import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Malformed } from './malformed.js';

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i;
const ACCEPTED = 'an address or host name of this machine without port, such as 127.0.0.1, ::1 or 0.0.0.0';

/** An address (brackets around IPv6 are taken off) or a host name. */
export function parseHost(text: string): string | Malformed {
  const host = /^\[(.+)\]$/.exec(text)?.[1] ?? text;
  if (isIP(host) !== 0) return host;
  const name = host === text && host.length <= 253 && host.split('.').every((label) => LABEL.test(label));
  // 300.1.1.1 has the form of a name; nobody's last label is a number.
  return name && !/(^|\.)\d+$/.test(host)
    ? host
    : new Malformed(['is not an address or host name'], ACCEPTED);
}

/** True where only this machine can connect. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 0) return host.toLowerCase() === 'localhost';
  return ipaddr.process(host).range() === 'loopback';
}
