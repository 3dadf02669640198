import type { Detection, LookAlike, OptionConflict } from '../adapter.js';
import { OR_GENERIC, withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';
import type { NtfyOptions } from './ntfy-options.js';

const HOST = /^ntfy\.sh\.?$/;
/** Path of a topic, after any folder of a server of one's own. */
const PATH = /^(?<folder>(?:\/[^/]+)*?)\/(?<topic>[-\w]{1,64})\/?$/;
/** Words that ntfy keeps for pages of its own. */
const RESERVED: ReadonlySet<string> = new Set(
  'docs static file app metrics account settings signup login v1'.split(' '),
);
/** Ends of addresses by which messages are read, or published by GET. */
const READS = /^\/(?:.*\/)?(?<topic>[-\w,]+)\/(?:json|sse|raw|ws|auth|publish|send|trigger)\/?$/;

const EXPECTED =
  'expected https://ntfy.sh/<topic>, or ntfy+https://<server>/<topic> for a server of your own';

/** Recognises topics at ntfy.sh. */
export function detectNtfy(url: URL): Detection {
  if (!HOST.test(url.hostname)) return null;
  const secure = new URL(url);
  secure.protocol = 'https:';
  return normalised(secure);
}

/** Accepts a topic of a server of one's own. */
export function acceptNtfy(url: URL): Exclude<Detection, null> {
  return detectNtfy(url) ?? normalised(url);
}

function normalised(url: URL): Exclude<Detection, null> {
  if (READS.test(url.pathname))
    return { refused: `This is an address to read or trigger an ntfy topic by: ${EXPECTED}.` };
  const { topic } = PATH.exec(url.pathname)?.groups ?? {};
  if (topic === undefined)
    return {
      refused: `This ntfy address has no topic of 1 to 64 letters, digits, _ and -: ${EXPECTED}.`,
    };
  if (RESERVED.has(topic)) return { refused: `This is a page of ntfy and no topic: ${EXPECTED}.` };
  const why =
    'The gateway writes the message itself, and signs in with the options token, or user and password.';
  return withQuery(url, [], why);
}

/** The parts of an address that a message needs. */
export interface Place {
  /** The root of the server: JSON that is posted to a topic would appear as text. */
  readonly root: string;
  readonly topic: string;
}

/** Reads server and topic of an address. Total: the topic of an address without any is that of its last word. */
export function placeOf(url: string): Place {
  const parsed = URL.parse(url);
  if (!parsed) return { root: url, topic: 'topic' };
  const { folder = '', topic = 'topic' } = PATH.exec(parsed.pathname)?.groups ?? {};
  return { root: `${parsed.origin}${folder}/`, topic };
}

/** Masks the topic: whoever knows it at ntfy.sh reads and writes there. */
export function maskNtfy({ origin }: URL): string {
  return `${origin}/***`;
}

/** Finds credentials that exclude or lack one another. */
export function ntfyConflicts(_: URL, { token, user, password }: NtfyOptions): readonly OptionConflict[] {
  if (token !== undefined && (user !== undefined || password !== undefined))
    return [{ option: 'token', message: 'token cannot stand beside user and password: remove one of them' }];
  if (user !== undefined && password === undefined)
    return [{ option: 'password', message: 'password is required where user is set' }];
  if (user === undefined && password !== undefined)
    return [{ option: 'user', message: 'user is required where password is set' }];
  return [];
}

/** Pages of ntfy, which take no posts. */
export const NTFY_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /^(docs|www|blog)\.ntfy\.sh$/,
    says: `This is a page about ntfy, which takes no posts: ${EXPECTED}.`,
    refuses: true,
  },
  {
    host: /^ntfy\./,
    path: READS,
    says: `This is an address to read or trigger an ntfy topic by: ${EXPECTED}.`,
    refuses: true,
  },
  {
    path: /^\/[-\w,]{1,64}\/(sse|ws)$/,
    says: `This looks like an address to read an ntfy topic by, which takes no messages: ${EXPECTED}. ${OR_GENERIC}`,
  },
  {
    host: /^ntfy\./,
    says: `The name of this host says ntfy: ${withPrefix('ntfy')}`,
  },
];
