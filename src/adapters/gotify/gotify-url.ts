import { MASK } from '../../modules/model/mask.js';
import type { Detection, OptionConflict } from '../adapter.js';
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
  const token = url.searchParams.get('token');
  const dropped = [...new Set(url.searchParams.keys())].filter((name) => name !== 'token');
  plain.search = token ? `?token=${encodeURIComponent(token)}` : '';
  if (dropped.length === 0) return { url: plain.href };
  const names = dropped.map((name) => name.slice(0, 40)).join(', ');
  return {
    url: plain.href,
    warnings: [`Left out of the URL: ${names}. The gateway writes the message itself.`],
  };
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
