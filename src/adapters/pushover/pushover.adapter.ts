import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf, firstLines } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { rowWithin } from '../notification/placed-actions.js';
import { PUSHOVER_EXPLANATIONS } from './pushover-explanations.js';
import { judgePushover } from './pushover-judge.js';
import { PUSHOVER_LIMITS, pushoverMessage } from './pushover-message.js';
import { PushoverOptions } from './pushover-options.js';
import {
  acceptPushover,
  detectPushover,
  maskPushover,
  messageUrl,
  optionsOfUrl,
  PUSHOVER_LOOK_ALIKES,
  pushoverConflicts,
} from './pushover-url.js';
import { pushoverUsage } from './pushover-usage.js';

const about: About = {
  label: 'Pushover',
  icon: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9 17l3.5-10M9.5 9.5c5-4 8 1 3 4.2l-1.8.3',
  hint: 'Phones and desktops by Pushover: an application and a user',
  findUrl:
    'In Pushover, make an application and copy its token, and copy the key of the user or group; write https://api.pushover.net/1/messages.json?token=<token>&user=<user>.',
  urls: ['https://api.pushover.net/1/messages.json?token=<token>&user=<user>'],
  promises: [
    'Receives a notification with a title, a short text and a link: which job, what happened, why, and where to go next.',
    'Failures have a high priority; with priority 2 they repeat until somebody acknowledges them.',
    'If Pushover does not accept the token or the user, the endpoint is disabled; queued messages are kept.',
  ],
};

/** Adapter of the message API of Pushover, and of services that take the same messages. */
export const pushover: Adapter<PushoverOptions> = {
  type: 'pushover',
  about,
  version: 5,
  signed: false,
  fallback: false,
  presents: 'message',
  detect: detectPushover,
  accept: acceptPushover,
  mask: maskPushover,
  lookAlikes: PUSHOVER_LOOK_ALIKES,
  Options: PushoverOptions,
  fromUrl: optionsOfUrl,
  conflicts: pushoverConflicts,
  secretOptions: ['token', 'user'],
  limits: PUSHOVER_LIMITS,
  needsBody: true,
  // Pushover names no rate, but takes no more than two connections at once.
  rateLimits: [{ max: 2, windowMs: 1000 }],
  maxConcurrency: 2,
  ordering: 'job',
  format,
  judge: judgePushover,
  explanations: PUSHOVER_EXPLANATIONS,
  usage: pushoverUsage,
};

function format(event: GatewayEvent, target: Target<PushoverOptions>): FormattedRequest {
  const { url, options, message } = target;
  const notification = notificationOf(event, target, rowWithin(2, PUSHOVER_LIMITS.url));
  return {
    method: 'POST',
    url: messageUrl(url),
    ...jsonBody(pushoverMessage(notification, options, message.zone)),
    ...toldOf(notification, bannerOf(firstLines(notification), notification.title)),
  };
}
