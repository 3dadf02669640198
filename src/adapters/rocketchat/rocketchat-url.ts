import type { Detection, LookAlike } from '../adapter.js';
import { OR_GENERIC, withPrefix } from '../look-alikes.js';
import { withQuery } from '../url-text.js';

/** Path of an incoming integration, after any folder of the server: its id, sometimes that of a user, and its token. */
const HOOK =
  /^(?<folder>(?:\/[\w.~-]+)*?)\/hooks\/(?<id>[A-Za-z0-9]{10,}(?:(?:\/|%2F)[A-Za-z0-9]{10,})?)(?:\/|%2F)(?<token>[A-Za-z0-9]{16,})\/?$/i;
const EXPECTED = 'expected rocketchat+https://<server>/hooks/<id>/<token>';
const MAKE =
  'in Rocket.Chat, an administrator opens Workspace, Integrations and New, Incoming, enables it, and copies its webhook URL; write rocketchat+ before it';

/** Recognises nothing: Rocket.Chat runs on anybody's host. */
export function detectRocketChat(): Detection {
  return null;
}

/** Accepts incoming integrations on any host. */
export function acceptRocketChat(url: URL): Exclude<Detection, null> {
  const { folder = '', id, token } = HOOK.exec(url.pathname)?.groups ?? {};
  if (id === undefined) return { refused: faultOf(url) };
  const plain = new URL(url);
  plain.pathname = `${folder}/hooks/${id.replace(/%2F/i, '/')}/${token}`;
  return withQuery(plain, []);
}

/** Pages of rooms, and of the administration. */
const PAGE =
  /^(?:\/(?!api\/|v\d+\/|[\w-]*hook)[\w-]+)?\/(?:(?:channel|group|direct)\/[\w.-]+|admin\/integrations(?:\/(?:new|edit)(?:\/[\w/-]+)?)?)\/?$/;
/** A webhook of Mattermost, which has one id and no token. */
const MATTERMOST = /\/hooks\/[a-z0-9]{26}\/?$/;

function faultOf({ pathname }: URL): string {
  if (MATTERMOST.test(pathname))
    return 'This looks like a webhook of Mattermost, whose address has one id of 26 letters and digits: write mattermost+ before the URL.';
  if (PAGE.test(pathname))
    return `This is a page of Rocket.Chat that people open in a browser, not a webhook: ${MAKE}.`;
  if (/\/api\/v1(\/|$)/.test(pathname)) return `This is the API of Rocket.Chat, which needs a user: ${MAKE}.`;
  if (/\/hooks\//.test(pathname)) return `This Rocket.Chat integration is cut off: ${EXPECTED}.`;
  return `This Rocket.Chat address takes no posts: ${MAKE}.`;
}

/** Masks the token; the integration stays readable. */
export function maskRocketChat({ origin, pathname }: URL): string {
  const { folder = '', id } = HOOK.exec(pathname)?.groups ?? {};
  return id === undefined ? `${origin}/***` : `${origin}${folder}/hooks/${id}/***`;
}

/** Integrations without the prefix that names Rocket.Chat, and its pages. */
export const ROCKETCHAT_LOOK_ALIKES: readonly LookAlike[] = [
  {
    host: /(^|\.)rocket\.chat$/,
    path: /^\/(?!([\w-]+\/)*hooks\/)/,
    says: `This is the address of a page of Rocket.Chat, which takes no posts: ${MAKE}.`,
    refuses: true,
  },
  {
    path: PAGE,
    says: `This looks like a page of Rocket.Chat that people open in a browser, not a webhook: ${MAKE}. ${OR_GENERIC}`,
  },
  {
    path: /\/api\/v1\/(chat|channels|groups|im|rooms)\.[A-Za-z]+$/,
    says: `This looks like the API of Rocket.Chat, which needs a user: ${MAKE}. ${OR_GENERIC}`,
  },
  {
    path: /^(\/[\w-]+)?\/hooks\/([0-9a-f]{24}|(?=[a-z0-9]*[A-Z])(?=\D*\d)[A-Za-z0-9]{17})\/?$/,
    says: `This looks like an integration of Rocket.Chat without its token: ${EXPECTED}. ${OR_GENERIC}`,
  },
  {
    path: /^(\/[\w-]+)?\/hooks\/(?!catch\/)[A-Za-z0-9]{10,}((\/|%2F)[A-Za-z0-9]{10,})?(\/|%2F)[A-Za-z0-9]{16,}\/?$/i,
    says: `This looks like an integration of Rocket.Chat: ${withPrefix('rocketchat')}`,
  },
  {
    host: /^rocket-?(chat)?\./,
    says: `The name of this host says Rocket.Chat, and the address is no integration of it: ${EXPECTED}. ${OR_GENERIC}`,
  },
];
