import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { OR_GENERIC, withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';
import type { GotifyOptions } from './gotify-options.js';

/** Path of a server, after which `/message` takes messages. */
const PATH = /^(?<folder>.*?)(?:\/message)?\/*$/;
const EXPECTED = 'expected gotify+https://<server>, where the server is the address of its web page';

/** Recognises nothing: Gotify has no host of its own. */
export function detectGotify(): Detection {
  return null;
}

/** Accepts the address of a server, with or without `/message` at its end; the token of an application may stand in its query. */
export function acceptGotify(url: URL): Exclude<Detection, null> {
  if (/\/(stream|application|client|user|plugin|docs|swagger)(\/|$)/.test(url.pathname))
    return { refused: `This is another address of a Gotify server, which takes no messages: ${EXPECTED}.` };
  const plain = new URL(url);
  plain.pathname = `${folderOf(url)}/message`;
  return withQuery(plain, ['token']);
}

function folderOf({ pathname }: URL): string {
  return PATH.exec(pathname)?.groups?.['folder'] ?? '';
}

/** Makes the address of messages. The token goes into a header: servers and proxies log addresses. */
export function messageUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.origin}${folderOf(parsed)}/message` : url;
}

/** Reads the token of the URL. */
export function optionsOfUrl({ searchParams }: URL): Partial<GotifyOptions> {
  const token = searchParams.get('token');
  return token ? { token } : {};
}

/** Finds a missing token, and one that differs from the URL's. */
export function gotifyConflicts(url: URL, { token }: GotifyOptions): readonly OptionConflict[] {
  const ofUrl = url.searchParams.get('token');
  if (token === undefined) {
    return [
      {
        option: 'token',
        message:
          'token is required, here or in the URL (?token=A…): make an application in Gotify and copy its token',
      },
    ];
  }
  return ofUrl && ofUrl !== token
    ? [{ option: 'token', message: 'token and that of the URL differ: remove one of them' }]
    : [];
}

/** Masks the token. */
export function maskGotify(url: URL): string {
  const query = url.searchParams.has('token') ? `?token=${MASK}` : '';
  return `${url.origin}${folderOf(url)}/message${query}`;
}

/** Gotify servers without the prefix that names Gotify, and its pages. */
export const GOTIFY_LOOK_ALIKES: readonly LookAlike[] = [
  {
    hash: /^#\/(messages|applications|clients|plugins|users)(\/|$)/,
    says: `This looks like the web page of a Gotify server, which takes no messages: ${EXPECTED}; the option token takes that of an application. ${OR_GENERIC}`,
  },
  {
    path: /\/message$/,
    query: /[?&]token=A[\w.-]{10,}(&|$)/,
    says: `This looks like a server of Gotify: ${withPrefix('gotify')}`,
  },
  {
    path: /\/stream$/,
    query: /[?&]token=C[\w.-]{10,}(&|$)/,
    says: `This is the address by which messages of a Gotify server are read, with the token of a client: ${EXPECTED}; the option token takes that of an application.`,
    refuses: true,
  },
  {
    host: /^gotify\./,
    says: `The name of this host says Gotify: ${withPrefix('gotify')}`,
  },
];
