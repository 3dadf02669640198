import { splitHeaders } from './parse-headers.js';
import { commaParts } from './parse-list.js';

/** How a variable's text is shown in a message. */
export type Show = (text: string) => string;

const SHOWN_MAX = 80;
const HIDDEN = '***';

/** For what is no secret: quoted, on one line, cut to 80 characters. */
export const plain: Show = (text) =>
  JSON.stringify(text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX - 1)}…` : text);

export const hidden: Show = () => HIDDEN;

/** Names stay, values go. */
export const headerNames: Show = (text) =>
  splitHeaders(text)
    ?.map(({ name }) => `${name}:${HIDDEN}`)
    .join(',') ?? HIDDEN;

/** Of each URL adapter, scheme, host and port stay: path and query are where chat platforms put their tokens. */
export const urlHosts: Show = (text) => commaParts(text).map(urlHost).join(',');

function urlHost(entry: string): string {
  const [, adapter = '', rest = ''] = /^([a-z][a-z0-9-]*\+)?(https?:\/\/.*)$/i.exec(entry) ?? [];
  if (!URL.canParse(rest)) return HIDDEN;
  const { protocol, host, username, password } = new URL(rest);
  // With an @ the host may be the tail of a password.
  return username !== '' || password !== '' || rest.includes('@')
    ? HIDDEN
    : `${adapter}${protocol}//${host}/${HIDDEN}`;
}

/** A file's path is no secret; of a server's URL scheme, host and database stay, of anything else nothing. */
export const databaseUrl: Show = (text) => {
  if (/^sqlite:/i.test(text) && !text.includes('@')) return plain(text);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
  if (scheme === undefined) return HIDDEN;
  if (!URL.canParse(text)) return `${scheme}${HIDDEN}`;
  const { host, pathname, search, hash } = new URL(text);
  if (`${pathname}${search}${hash}`.includes('@')) return `${scheme}${HIDDEN}`;
  return `${scheme}${HIDDEN}@${host}${pathname}${search === '' ? '' : `?${HIDDEN}`}`;
};

/** Of a proxy's URL scheme, host and port stay; credentials, and what might be part of them, go. */
export const proxyUrl: Show = (text) => {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(written)) return HIDDEN;
  const { protocol, host, pathname, search, hash } = new URL(written);
  if (`${pathname}${search}${hash}`.includes('@') || host === '') return HIDDEN;
  return written.includes('@') ? `${protocol}//${HIDDEN}@${host}` : plain(text);
};

/** A path is no secret; a key that stands in its place is. */
export const filePath: Show = (text) => (text.includes('-----BEGIN') ? HIDDEN : plain(text));
