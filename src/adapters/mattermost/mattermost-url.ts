import type { Detection, LookAlike } from '../adapter.js';
import { OR_GENERIC, withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';

/** Path of an incoming webhook, after any folder of the server. */
const HOOK = /^(?<folder>(?:\/[\w.~-]+)*?)\/hooks\/(?<id>[a-z0-9]{26})\/?$/;
const EXPECTED = 'expected mattermost+https://<server>/hooks/<26 letters and digits>';
const MAKE =
  'in Mattermost, open Integrations and Incoming Webhooks, add one and copy its URL, then write mattermost+ before it';

/** Recognises nothing: Mattermost runs on anybody's host. */
export function detectMattermost(): Detection {
  return null;
}

/** Accepts incoming webhooks on any host. */
export function acceptMattermost(url: URL): Exclude<Detection, null> {
  const { folder = '', id } = HOOK.exec(url.pathname)?.groups ?? {};
  if (id === undefined) return { refused: faultOf(url) };
  const plain = new URL(url);
  plain.pathname = `${folder}/hooks/${id}`;
  return withQuery(plain, []);
}

/** Pages of a team: a channel, a conversation with a person, a message, a thread, the lists of integrations. */
const PAGE =
  /^(?:\/(?!api\/|v\d+\/|[\w-]*hook)[\w-]+){1,2}\/(?:channels\/[\w-]+|messages\/@[\w.-]+|(?:pl|threads)\/[a-z0-9]{26}|integrations(?:\/(?:incoming_webhooks|outgoing_webhooks|outgoing_oauth2_connections|commands|oauth2-apps|bots)(?:\/\w+)?)?)\/?$/;
/** An integration of Rocket.Chat, which has a token behind its id. */
const ROCKETCHAT = /\/hooks\/[A-Za-z0-9]{10,}\/[A-Za-z0-9]{16,}\/?$/;

function faultOf({ pathname }: URL): string {
  if (ROCKETCHAT.test(pathname))
    return 'This looks like an integration of Rocket.Chat, whose address has an id and a token: write rocketchat+ before the URL.';
  if (PAGE.test(pathname))
    return `This is a page of Mattermost that people open in a browser, not a webhook: ${MAKE}.`;
  if (/\/api\/v4(\/|$)/.test(pathname)) return `This is the API of Mattermost, which needs a token: ${MAKE}.`;
  if (/\/hooks\//.test(pathname)) return `This Mattermost webhook is cut off or misspelt: ${EXPECTED}.`;
  return `This Mattermost address takes no posts: ${MAKE}.`;
}

/** Masks the id of the webhook, which is all that a sender needs. */
export function maskMattermost({ origin, pathname }: URL): string {
  const { folder } = HOOK.exec(pathname)?.groups ?? {};
  return folder === undefined ? `${origin}/***` : `${origin}${folder}/hooks/***`;
}

/** Webhooks without the prefix that names Mattermost, and its pages. */
export const MATTERMOST_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /\.mattermost\.com$/,
    path: /^\/(?!([\w-]+\/)*hooks\/)/,
    says: `This is the address of a page of Mattermost, which takes no posts: ${MAKE}.`,
    refuses: true,
  },
  {
    path: PAGE,
    says: `This looks like a page of Mattermost that people open in a browser, not a webhook: ${MAKE}. ${OR_GENERIC}`,
  },
  {
    path: /\/api\/v4\/(posts|channels|hooks|users|teams)(\/|$)/,
    says: `This looks like the API of Mattermost, which needs a token: ${MAKE}. ${OR_GENERIC}`,
  },
  {
    path: /^(\/[\w-]+)?\/hooks\/(?![0-9a-f]{24}\/?$)(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{18,25}\/?$/,
    says: `This looks like a webhook of Mattermost that is cut off: ${EXPECTED}. ${OR_GENERIC}`,
  },
  {
    path: /^(\/[\w-]+)?\/hooks\/[a-z0-9]{26}\/?$/,
    says: `This looks like a webhook of Mattermost: ${withPrefix('mattermost')}`,
  },
  {
    host: /^mattermost\./,
    says: `The name of this host says Mattermost, and the address is no webhook of it: ${EXPECTED}. ${OR_GENERIC}`,
  },
];
