import { MASK } from '../model/mask.js';
import { splitHeaders } from './parse-headers.js';
import { commaParts } from './parse-list.js';

/** A function that masks a variable's text for a message. */
export type Show = (text: string) => string;

const SHOWN_MAX = 80;

/** Shows a text that is no secret: quoted, on one line, cut to 80 characters. */
export const plain: Show = (text) =>
  JSON.stringify(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX - 1)}…` : text);

/** Hides the whole text. */
export const hidden: Show = () => MASK;

/** Shows the names of headers and hides their values. */
export const headerNames: Show = (text) =>
  splitHeaders(text)
    ?.map(({ name }) => `${name}:${MASK}`)
    .join(',') ?? MASK;

/** Shows adapter, scheme, host and port of each URL; hides path and query, where chat platforms put their tokens. */
export const urlHosts: Show = (text) => commaParts(text).map(urlHost).join(',');

function urlHost(entry: string): string {
  const [, adapter = '', rest = ''] = /^([a-z][a-z0-9-]*\+)?(https?:\/\/.*)$/i.exec(entry) ?? [];
  if (!URL.canParse(rest)) return MASK;
  const { protocol, host, username, password } = new URL(rest);
  // With an @ in the rest, the host may be the tail of a password.
  return username !== '' || password !== '' || rest.includes('@')
    ? MASK
    : `${adapter}${protocol}//${host}/${MASK}`;
}

/** Shows an SQLite path as it is, and scheme, host and database of a server's URL; hides anything else. */
export const databaseUrl: Show = (text) => {
  if (/^sqlite:/i.test(text) && !text.includes('@')) return plain(text);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return MASK;
  if (!URL.canParse(text)) return `${scheme}${MASK}`;
  const { host, pathname, search, hash } = new URL(text);
  if (`${pathname}${search}${hash}`.includes('@')) return `${scheme}${MASK}`;
  return `${scheme}${MASK}@${host}${pathname}${search === '' ? '' : `?${MASK}`}`;
};

/** Shows scheme, host and port of a proxy's URL; hides credentials and all that might be part of them. */
export const proxyUrl: Show = (text) => {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(written)) return MASK;
  const { protocol, host, pathname, search, hash } = new URL(written);
  if (`${pathname}${search}${hash}`.includes('@') || host === '') return MASK;
  return written.includes('@') ? `${protocol}//${MASK}@${host}` : plain(text);
};

/** Shows the path of a file; hides the text when it is the key itself. */
export const filePath: Show = (text) => (text.includes('-----BEGIN') ? MASK : plain(text));
