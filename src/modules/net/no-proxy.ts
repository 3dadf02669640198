import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { parseNetwork, within, type Network } from './networks.js';

/** The parts of a target's URL that decide whether a proxy is used. */
export interface Destination {
  /** `http:` or `https:`. */
  readonly protocol: string;
  /** Host as in `URL`: lower case, IPv6 in brackets. */
  readonly hostname: string;
  /** Port; empty for the default of the scheme. */
  readonly port: string;
}

/** A compiled entry of `NO_PROXY`. */
export interface DirectEntry {
  /** Port of the entry; null: any. */
  readonly port: number | null;
  readonly matches: (host: string) => boolean;
}

const HOST = /^[a-z0-9_*]([a-z0-9_.*-]*[a-z0-9_*])?$/;

/**
 * Compiles an entry of `NO_PROXY`: `*`, a domain (`example.com` and `.example.com` stand for the domain and all below
 * it, `*.example.com` for what is below it), an address, or a network in CIDR notation; all but a network with an
 * optional `:port`.
 * @returns the entry, or the clause that names its fault
 */
export function directEntry(text: string): DirectEntry | string {
  if (text.includes('://')) return 'is a URL; name its host alone';
  if (text.includes('/')) return networkEntry(text);
  const { host, port } = split(text.toLowerCase());
  if (port !== null && (port < 1 || port > 65_535)) return 'needs a port from 1 to 65535';
  if (host === '*') return { port, matches: () => true };
  if (isIP(host) > 0 && !host.includes('%')) return { port, matches: inNetwork(networkOf(host)) };
  const domain = text.startsWith('[') ? null : domainOf(host);
  return domain === null ? 'is no host name, address or network' : { port, matches: domain };
}

/** Tells whether the target is reached without a proxy. Names are compared as written, never resolved. */
export function isDirect(
  entries: readonly DirectEntry[],
  { protocol, hostname, port }: Destination,
): boolean {
  const host = hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/(?<=.)\.$/, '')
    .toLowerCase();
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  return entries.some((entry) => (entry.port === null || entry.port === number) && entry.matches(host));
}

function split(text: string): { readonly host: string; readonly port: number | null } {
  const [, bracketed, portBehind] = /^\[(.+)\](?::(\d+))?$/.exec(text) ?? [];
  if (bracketed !== undefined) return { host: bracketed, port: portBehind ? Number(portBehind) : null };
  const [, host = text, port] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  return { host, port: port === undefined ? null : Number(port) };
}

function networkEntry(text: string): DirectEntry | string {
  const cidr = text.replace(/^\[(.+)\](?=\/)/, '$1');
  if (!ipaddr.isValidCIDR(cidr)) return 'is not a network in CIDR notation, such as 10.0.0.0/8';
  return { port: null, matches: inNetwork(parseNetwork(cidr)) };
}

function networkOf(address: string): Network {
  const parsed = ipaddr.process(address);
  return [parsed, parsed.kind() === 'ipv4' ? 32 : 128];
}

function inNetwork(network: Network): (host: string) => boolean {
  return (host) => isIP(host) > 0 && within(ipaddr.process(host), network);
}

function domainOf(host: string): ((host: string) => boolean) | null {
  const [, prefix = '', name = ''] = /^(\*\.|\.)?(.*?)\.?$/.exec(host)!;
  const ascii = name.includes('*') ? name : domainToASCII(name);
  if (!HOST.test(ascii)) return null;
  if (ascii.includes('*')) {
    const pattern = new RegExp(`^${ascii.split('*').map(escaped).join('.*')}$`);
    return (found) => pattern.test(found);
  }
  return (found) => found.endsWith(`.${ascii}`) || (prefix !== '*.' && found === ascii);
}

function escaped(text: string): string {
  return text.replaceAll(/[.-]/g, String.raw`\$&`);
}
