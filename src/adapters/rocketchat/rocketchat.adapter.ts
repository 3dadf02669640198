import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, OptionConflict, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { ROCKETCHAT_EXPLANATIONS } from './rocketchat-explanations.js';
import { judgeRocketChat } from './rocketchat-judge.js';
import { MENTION, ROCKETCHAT_LIMITS, rocketChatMessage } from './rocketchat-message.js';
import { RocketChatOptions } from './rocketchat-options.js';
import { rocketChatMarkup } from './rocketchat-text.js';
import {
  acceptRocketChat,
  detectRocketChat,
  maskRocketChat,
  ROCKETCHAT_LOOK_ALIKES,
} from './rocketchat-url.js';
import { rocketChatUsage } from './rocketchat-usage.js';

const about: About = {
  label: 'Rocket.Chat',
  icon: 'M3 5.5c2.5 0 4.3 1 5.4 2.1a13 13 0 0 1 3.6-.5c5 0 9 2.2 9 5.4s-4 5.4-9 5.4a13 13 0 0 1-3.6-.5C7.3 18.5 5.5 19.5 3 19.5c1.1-1.2 1.6-2.5 1.6-3.9C3.500 14.7 3 13.7 3 12.5s.5-2.200 1.600-3.100C4.600 8 4.100 6.700 3 5.500ZM8.5 12.5h.1M12 12.5h.1M15.5 12.5h.1',
  hint: 'Rocket.Chat channel: an incoming integration, rocketchat+https://<server>/hooks/…',
  findUrl:
    'In Rocket.Chat, an administrator opens Workspace, Integrations and New, Incoming, chooses channel and user, enables it and copies its webhook URL; write rocketchat+ before it.',
  urls: ['rocketchat+https://<server>/hooks/<id>/<token>'],
  promises: [
    'Receives a message with an attachment in the colour of the outcome: which job, what happened, why, and where to go next.',
    'Markdown, mentions, emoji and addresses in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the integration is deleted, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of incoming integrations of Rocket.Chat. */
export const rocketChat: Adapter<RocketChatOptions> = {
  type: 'rocketchat',
  about,
  version: 5,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: { pattern: MENTION, accepted: '@all, @here, or @username for a member' },
  detect: detectRocketChat,
  accept: acceptRocketChat,
  mask: maskRocketChat,
  lookAlikes: ROCKETCHAT_LOOK_ALIKES,
  Options: RocketChatOptions,
  conflicts,
  secretOptions: [],
  limits: ROCKETCHAT_LIMITS,
  needsBody: true,
  rateLimits: [],
  usualRate: { max: 10, windowMs: 60_000 },
  ordering: 'job',
  format,
  judge: judgeRocketChat,
  explanations: ROCKETCHAT_EXPLANATIONS,
  usage: rocketChatUsage,
};

/** Links in the text of a message. */
const ROW = rowWithin(2, ROCKETCHAT_LIMITS.url, rocketChatMarkup(false).address);

/** Finds an endpoint whose sender would have two pictures. */
function conflicts(_url: URL, { avatarUrl, emoji }: RocketChatOptions): readonly OptionConflict[] {
  return avatarUrl !== undefined && emoji !== undefined
    ? [{ option: 'emoji', message: 'emoji and avatarUrl exclude one another: set one of them' }]
    : [];
}

function format(event: GatewayEvent, target: Target<RocketChatOptions>): FormattedRequest {
  const { url, options, message } = target;
  const notification = notificationOf(event, target, ROW);
  return {
    method: 'POST',
    url,
    ...jsonBody(rocketChatMessage(notification, options, message.zone)),
    // The text of a post is its title; what stands in attachments is not shown.
    ...toldOf(notification, bannerOf(notification.title)),
  };
}
