import { MASK } from '../model/mask.js';
import { directEntry } from '../net/no-proxy.js';
import { Malformed } from './malformed.js';

/** A proxy that a variable names, with its credentials apart. */
export interface ProxyAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Value of `Proxy-Authorization`, `Basic …`; null without credentials. */
  readonly authorization: string | null;
  /** URL for messages, credentials masked. */
  readonly shown: string;
}

const ACCEPTED =
  'http://host:port or https://host:port of a proxy, with user:password@ in front of the host where it wants them ' +
  '(special characters percent-encoded); or none';

const fault = (problem: string) => new Malformed([problem], ACCEPTED);

/** Reads the URL of an HTTP proxy; `host:port` alone means `http://`, and `none` means no proxy. */
export function parseProxy(text: string): ProxyAddress | 'none' | Malformed {
  if (text.toLowerCase() === 'none') return 'none';
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/^socks/i.test(written))
    return fault('names a SOCKS proxy, which the gateway does not speak; use an HTTP proxy');
  if (!/^https?:\/\/[^/?#]/i.test(written)) return fault('is not an http:// or https:// URL');
  // oxlint-disable-next-line no-control-regex -- URL would silently drop or encode them
  if (/[\s\u0000-\u001f\u007f]/.test(written)) return fault('contains white space or control characters');
  if (!URL.canParse(written)) return fault('cannot be read as a URL');
  const { origin, pathname, search, hash, username, password, host, protocol, port } = new URL(written);
  if (`${pathname}${search}${hash}` !== '/') return fault('has a path behind host and port');
  if (port === '0') return fault('has the port 0');
  const credentials = credentialsOf(username, password);
  if (credentials === undefined) return fault('has credentials that are not percent-encoded correctly');
  const shown = credentials === null ? origin : `${protocol}//${MASK}@${host}`;
  return { origin, authorization: credentials, shown };
}

/** Builds the `Basic` credentials; null without any, undefined when they cannot be decoded. */
function credentialsOf(username: string, password: string): string | null | undefined {
  if (username === '' && password === '') return null;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
  } catch {
    return undefined;
  }
}

/** Reads the entries of a `NO_PROXY` list, separated by commas or white space, as they were written. */
export function parseNoProxy(text: string): readonly string[] | Malformed {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const problems = entries.flatMap((entry, at) => {
    const read = directEntry(entry);
    return typeof read === 'string' ? [`entry ${at + 1} ${read}`] : [];
  });
  if (problems.length === 0) return entries;
  return new Malformed(
    problems,
    'domains (example.com, .example.com, *.example.com), addresses, networks such as 10.0.0.0/8, or *, separated by ' +
      'commas or spaces; domains and addresses may end with :port',
  );
}
