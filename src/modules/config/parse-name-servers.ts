import { isIP } from 'node:net';
import { Malformed, type Parser } from './malformed.js';
import { parseDuration } from './parse-duration.js';
import { parseList, type Entry } from './parse-list.js';

const ACCEPTED =
  'addresses of name servers with or without a port, such as 10.0.0.53, 127.0.0.1:5353 or [2001:db8::53]:53, separated by commas';
const DNS_PORT = 53;
const TIMEOUT_MIN_MS = 100;
const TIMEOUT_MAX_MS = 60_000;

/** Reads name servers as `address:port`, IPv6 in brackets, each once. */
export const parseNameServers: Parser<readonly string[]> = (text) => {
  const servers = parseList(text, 'entry', ACCEPTED, readServer);
  if (servers instanceof Malformed) return servers;
  return servers.length === 0 ? new Malformed(['names no name server'], ACCEPTED) : [...new Set(servers)];
};

function readServer(entry: string): Entry<string> {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const address = bracketed ?? plain ?? entry;
  const family = isIP(address);
  if (family === 0 || address.includes('%') || (bracketed !== undefined && family !== 6))
    return { problem: 'is not the address of a name server' };
  const port = digits === undefined ? DNS_PORT : Number(digits);
  if (port < 1 || port > 65_535) return { problem: 'needs a port from 1 to 65535' };
  return { value: family === 6 ? `[${address}]:${port}` : `${address}:${port}` };
}

/** Reads the deadline of a look-up, ms. */
export const parseNameTimeout: Parser<number> = (text) => {
  const ms = parseDuration(text);
  const accepted = 'a whole number followed by ms or s, from 100ms to 60s';
  if (ms instanceof Malformed) return new Malformed(ms.problems, accepted);
  if (ms >= TIMEOUT_MIN_MS && ms <= TIMEOUT_MAX_MS) return ms;
  return new Malformed([ms < TIMEOUT_MIN_MS ? 'is too short' : 'is too long'], accepted);
};
