import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { MATTERMOST_EXPLANATIONS } from './mattermost-explanations.js';
import { judgeMattermost } from './mattermost-judge.js';
import { MATTERMOST_LIMITS, mattermostMessage, MENTION } from './mattermost-message.js';
import { MattermostOptions } from './mattermost-options.js';
import { MATTERMOST_PRESSES } from './mattermost-presses.js';
import { MARKUP } from './mattermost-text.js';
import {
  acceptMattermost,
  detectMattermost,
  maskMattermost,
  MATTERMOST_LOOK_ALIKES,
} from './mattermost-url.js';
import { mattermostUsage } from './mattermost-usage.js';

const about: About = {
  label: 'Mattermost',
  icon: 'M14.5 4.4a8 8 0 1 0 4.6 4.3M17 3v6.5a4.5 4.5 0 1 1-3.6-4.4',
  hint: 'Mattermost channel: an incoming webhook, mattermost+https://<server>/hooks/<id>',
  findUrl:
    'In Mattermost, open Integrations in the product menu and Incoming Webhooks, add one for the channel and copy its URL; write mattermost+ before it.',
  urls: ['mattermost+https://<server>/hooks/<id>', 'mattermost+https://<server>/<folder>/hooks/<id>'],
  promises: [
    'Receives a message with an attachment in the colour of the outcome: which job, what happened, why, and where to go next.',
    'Markdown, mentions, hashtags and addresses in your data are shown as text; nobody is pinged but the one you name for failures.',
    'If the webhook or its channel is deleted, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of incoming webhooks of Mattermost. */
export const mattermost: Adapter<MattermostOptions> = {
  type: 'mattermost',
  about,
  version: 5,
  signed: false,
  fallback: false,
  presents: 'message',
  mentions: { pattern: MENTION, accepted: '@channel, @here, @all, or @username for a member' },
  detect: detectMattermost,
  accept: acceptMattermost,
  mask: maskMattermost,
  lookAlikes: MATTERMOST_LOOK_ALIKES,
  Options: MattermostOptions,
  secretOptions: [],
  limits: MATTERMOST_LIMITS,
  needsBody: true,
  rateLimits: [],
  ordering: 'job',
  presses: MATTERMOST_PRESSES,
  format,
  judge: judgeMattermost,
  explanations: MATTERMOST_EXPLANATIONS,
  usage: mattermostUsage,
};

/** Links in the text of a message. */
const ROW = rowWithin(2, MATTERMOST_LIMITS.url, MARKUP.address);

function format(event: GatewayEvent, target: Target<MattermostOptions>): FormattedRequest {
  const { url, options, message } = target;
  const notification = notificationOf(event, target, ROW);
  return {
    method: 'POST',
    url,
    ...jsonBody(mattermostMessage(notification, options, message.zone)),
    // The text of a post is its title; what stands in attachments is not shown.
    ...toldOf(notification, bannerOf(notification.title)),
  };
}
