import { MASK } from '../../modules/model/mask.js';
import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { withQuery } from '../url-text.js';
import type { PushoverOptions } from './pushover-options.js';

const HOST = /^api\.pushover\.net\.?$/;
const PATH = /^(?:\/1\/messages\.json)?\/*$/;
/** Parts of the query that are credentials. */
const KEPT = ['token', 'user'] as const;
const EXPECTED = 'expected https://api.pushover.net/1/messages.json';

/** Recognises the API of Pushover by its host. */
export function detectPushover(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  if (!PATH.test(url.pathname))
    return { refused: `This is another address of Pushover, which takes no messages: ${EXPECTED}.` };
  const secure = new URL(url);
  secure.protocol = 'https:';
  secure.pathname = '/1/messages.json';
  return normalised(secure);
}

/** Accepts any other host, which takes the same messages. */
export function acceptPushover(url: URL): Exclude<Detection, null> {
  return detectPushover(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  return withQuery(url, KEPT);
}

/** Reads the credentials of the URL. */
export function optionsOfUrl({ searchParams }: URL): Partial<PushoverOptions> {
  const [token, user] = KEPT.map((name) => searchParams.get(name));
  return { ...(token ? { token } : {}), ...(user ? { user } : {}) };
}

/** Makes the address of messages; the credentials stand in the body. */
export function messageUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  for (const name of KEPT) parsed.searchParams.delete(name);
  return parsed.href;
}

/** Finds what is missing, and what URL and options say differently. */
export function pushoverConflicts(url: URL, options: PushoverOptions): readonly OptionConflict[] {
  return KEPT.flatMap((option) => {
    const ofUrl = url.searchParams.get(option);
    const given = options[option];
    if (given === undefined)
      return [{ option, message: `${option} is required, here or in the URL (?${option}=…)` }];
    return ofUrl && ofUrl !== given
      ? [{ option, message: `${option} and that of the URL differ: remove one of them` }]
      : [];
  });
}

/** Masks the credentials. */
export function maskPushover(url: URL): string {
  const path = HOST.test(url.hostname) ? url.pathname : '/***';
  const query = KEPT.filter((name) => url.searchParams.has(name)).map((name) => `${name}=${MASK}`);
  return `${url.origin}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Pages of Pushover. */
export const PUSHOVER_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^(www\.|client\.)?pushover\.net$/,
    says: `This is the address of a page of Pushover, which takes no posts: ${EXPECTED}.`,
    refuses: true,
  },
];
