import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { formBody } from '../bodies.js';
import { bannerOfText } from '../notification/banner.js';
import { announcementOf, notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { ZULIP_EXPLANATIONS } from './zulip-explanations.js';
import { judgeZulip } from './zulip-judge.js';
import { MENTION, ZULIP_LIMITS, zulipMessage, type ZulipMessage } from './zulip-message.js';
import { ZulipOptions } from './zulip-options.js';
import { MARKUP } from './zulip-text.js';
import {
  acceptZulip,
  detectZulip,
  maskZulip,
  messagesUrl,
  optionsOfUrl,
  ZULIP_LOOK_ALIKES,
  zulipConflicts,
} from './zulip-url.js';
import { zulipUsage } from './zulip-usage.js';

const about: About = {
  label: 'Zulip',
  icon: 'M6.5 4h11a2.5 2.5 0 0 1 1.6 4.4L12 14.5M17.5 20h-11a2.5 2.5 0 0 1-1.6-4.4L12 9.5',
  hint: 'Zulip channel: a bot, https://<organisation>.zulipchat.com',
  findUrl:
    'In Zulip, open Personal settings and Bots, add a bot of the type Incoming webhook or Generic bot, copy its e-mail address and API key, and subscribe it to the channel; the URL is the address of the organisation.',
  urls: ['https://<organisation>.zulipchat.com', 'zulip+https://<server>'],
  promises: [
    'Receives a formatted message in a topic: which job, what happened, why, and where to go next; times are those of the reader’s zone.',
    'Markdown, mentions and addresses in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the bot is deactivated, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of channels of Zulip. */
export const zulip: Adapter<ZulipOptions> = {
  type: 'zulip',
  about,
  version: 5,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: { pattern: MENTION, accepted: '@**all**, @**Full Name** for a member, or @*group*' },
  // Most realms take edits for minutes alone.
  conversations: { modes: ['live'], default: 'each', example: { id: '42' } },
  detect: detectZulip,
  accept: acceptZulip,
  mask: maskZulip,
  lookAlikes: ZULIP_LOOK_ALIKES,
  Options: ZulipOptions,
  fromUrl: optionsOfUrl,
  conflicts: zulipConflicts,
  secretOptions: ['api_key'],
  limits: ZULIP_LIMITS,
  needsBody: true,
  // The limit of a user, for all of its requests.
  rateLimits: [{ max: 200, windowMs: 60_000 }],
  ordering: 'job',
  format,
  judge: judgeZulip,
  explanations: ZULIP_EXPLANATIONS,
  usage: zulipUsage,
};

/** Links in the text of a message. */
const ROW = rowWithin(2, ZULIP_LIMITS.url, MARKUP.address);

function format(event: GatewayEvent, target: Target<ZulipOptions>): FormattedRequest {
  const { url, options, message, brand, conversation } = target;
  const whole = notificationOf(event, target, ROW);
  const notification = conversation?.as === 'announce' ? announcementOf(whole) : whole;
  const built = zulipMessage(notification, options, { brand, zone: message.zone });
  const edited = conversation?.as === 'edit' ? conversation.ref['id'] : undefined;
  const { headers, body } = formBody(edited === undefined ? { ...built } : { content: built.content });
  return {
    method: edited === undefined ? 'POST' : 'PATCH',
    url: messagesUrl(url, edited),
    headers: { ...headers, ...authorization(options) },
    body,
    ...toldOf(notification, bannerOfText(whole, conversation?.as, placeOf(built))),
  };
}

/** Zulip titles a notification by channel and topic; a channel may be named by its number. */
function placeOf({ to, topic }: ZulipMessage): string {
  return /^\d+$/.test(to) ? topic : `#${to} > ${topic}`;
}

function authorization({ email, apiKey }: ZulipOptions): Readonly<Record<string, string>> {
  if (email === undefined || apiKey === undefined) return {};
  return { Authorization: `Basic ${Buffer.from(`${email}:${apiKey}`).toString('base64')}` };
}
