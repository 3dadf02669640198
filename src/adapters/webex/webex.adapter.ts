import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { bannerOfText } from '../notification/banner.js';
import { announcementOf, notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { WEBEX_EXPLANATIONS } from './webex-explanations.js';
import { judgeWebex } from './webex-judge.js';
import { MENTION, WEBEX_LIMITS, webexContent } from './webex-message.js';
import { WebexOptions } from './webex-options.js';
import { MARKUP } from './webex-text.js';
import {
  acceptWebex,
  detectWebex,
  maskWebex,
  messagesUrl,
  optionsOfUrl,
  WEBEX_LOOK_ALIKES,
  webexConflicts,
} from './webex-url.js';
import { webexUsage } from './webex-usage.js';

const about: About = {
  label: 'Webex',
  icon: 'M3 8.5c1.2-3 4-3 5.2 0l3.8 8c1.2 2.6 4 2.6 5.2 0l2.6-6M21 8.5c-1.2-3-4-3-5.2 0l-1 2.2M3 8.5l3.6 8c1.2 2.6 4 2.6 5.2 0l.8-1.8',
  hint: 'Webex space: a bot with a token, webexapis.com/v1/messages',
  findUrl:
    'At developer.webex.com, make a bot, copy its access token into the option token, add the bot to the space, and write https://webexapis.com/v1/messages?roomId=<space>; the id of the space stands in its details.',
  urls: [
    'https://webexapis.com/v1/messages?roomId=<space>',
    'https://webexapis.com/v1/messages?toPersonEmail=<person>',
  ],
  promises: [
    'Receives a formatted message: which job, what happened, why, and where to go next; long texts are shortened to the limits of Webex.',
    'The events of a job become one message that is edited live; after ten edits, which is all that Webex takes, its end gets a message of its own.',
    'Markdown, mentions and addresses in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the token or the space is gone, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of spaces of Webex, for which a bot posts. */
export const webex: Adapter<WebexOptions> = {
  type: 'webex',
  about,
  version: 4,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: { pattern: MENTION, accepted: '<@all>, or <@personEmail:ann@example.com> for a member' },
  conversations: {
    modes: ['live', 'thread'],
    default: 'live',
    example: { message_id: 'Y2lzY29zcGFyazovL01FU1NBR0U', room_id: 'Y2lzY29zcGFyazovL1JPT00' },
  },
  detect: detectWebex,
  accept: acceptWebex,
  mask: maskWebex,
  lookAlikes: WEBEX_LOOK_ALIKES,
  Options: WebexOptions,
  fromUrl: optionsOfUrl,
  conflicts: webexConflicts,
  secretOptions: ['token'],
  limits: WEBEX_LIMITS,
  needsBody: true,
  // Webex names no number, and answers 429 with the wait.
  rateLimits: [{ max: 5, windowMs: 1000 }],
  ordering: 'job',
  format,
  judge: judgeWebex,
  explanations: WEBEX_EXPLANATIONS,
  usage: webexUsage,
};

/** Links in the text of a message. */
const ROW = rowWithin(2, WEBEX_LIMITS.url, MARKUP.address);

function format(event: GatewayEvent, target: Target<WebexOptions>): FormattedRequest {
  const { url, options, message, conversation } = target;
  const { as, ref } = conversation ?? {};
  const whole = notificationOf(event, target, ROW);
  const told = as === 'announce' ? announcementOf(whole) : whole;
  const content = webexContent(told, message.zone);
  const edited = as === 'edit' ? ref?.['message_id'] : undefined;
  const parent = as === 'reply' ? { parentId: ref?.['message_id'] } : {};
  return {
    method: edited === undefined ? 'POST' : 'PUT',
    url: messagesUrl(url, edited),
    headers: {
      Authorization: `Bearer ${options.token}`,
      'Content-Type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ ...placeOf(options, ref?.['room_id']), ...parent, ...content }),
    ...toldOf(told, bannerOfText(whole, as)),
  };
}

/** Names where the message goes: an edit and an answer want the space, of messages to a person the one that Webex made for them. */
function placeOf({ roomId, person }: WebexOptions, known: string | undefined): object {
  const room = known ?? roomId;
  if (room !== undefined) return { roomId: room };
  return person === undefined ? {} : { toPersonEmail: person };
}
