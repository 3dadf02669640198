import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { PAGERDUTY_EXPLANATIONS } from './pagerduty-explanations.js';
import { judgePagerDuty } from './pagerduty-judge.js';
import { PAGERDUTY_LIMITS, pagerDutyMessage } from './pagerduty-message.js';
import { PagerDutyOptions } from './pagerduty-options.js';
import {
  acceptPagerDuty,
  detectPagerDuty,
  eventUrl,
  maskPagerDuty,
  optionsOfUrl,
  PAGERDUTY_LOOK_ALIKES,
  pagerDutyConflicts,
} from './pagerduty-url.js';
import { pagerDutyUsage } from './pagerduty-usage.js';

const about: About = {
  label: 'PagerDuty',
  icon: 'M7 21v-4.5M7 13V3.5h5.2a4.7 4.7 0 0 1 0 9.5H7ZM17.5 17.5h.1M17.5 14.5v-.1',
  hint: 'On-call alerts of PagerDuty: a service with an integration key',
  findUrl:
    'In PagerDuty, open the service, choose Integrations and add "Events API V2"; write https://events.pagerduty.com/v2/enqueue?routing_key=<integration key>, or the integration URL of its page.',
  urls: [
    'https://events.pagerduty.com/v2/enqueue?routing_key=<key>',
    'https://events.eu.pagerduty.com/v2/enqueue?routing_key=<key>',
    'https://events.pagerduty.com/integration/<key>/enqueue',
  ],
  promises: [
    'A failure triggers an alert with its cause, details, links and picture; later failures of the job are added to the same alert.',
    'A success or another end of the same job resolves the alert; other events are not sent, and their deliveries say so.',
    'If PagerDuty does not accept the integration key, the endpoint is disabled; queued alerts are kept.',
  ],
};

/** Adapter of the Events API V2 of PagerDuty, and of services that take the same events. */
export const pagerduty: Adapter<PagerDutyOptions> = {
  type: 'pagerduty',
  about,
  version: 4,
  signed: false,
  fallback: false,
  presents: 'message',
  gathers: false,
  detect: detectPagerDuty,
  accept: acceptPagerDuty,
  mask: maskPagerDuty,
  lookAlikes: PAGERDUTY_LOOK_ALIKES,
  Options: PagerDutyOptions,
  fromUrl: optionsOfUrl,
  conflicts: pagerDutyConflicts,
  secretOptions: ['routing_key'],
  limits: PAGERDUTY_LIMITS,
  needsBody: true,
  rateLimits: [{ max: 120, windowMs: 60_000 }],
  ordering: 'job',
  format,
  judge: judgePagerDuty,
  explanations: PAGERDUTY_EXPLANATIONS,
  usage: pagerDutyUsage,
};

function format(event: GatewayEvent, target: Target<PagerDutyOptions>): FormattedRequest {
  const notification = notificationOf(event, target);
  const { body, unsent } = pagerDutyMessage(event, notification, target);
  return {
    method: 'POST',
    url: eventUrl(target.url),
    ...jsonBody(body),
    ...toldOf(notification, unsent === undefined ? bannerOf(body.payload?.summary ?? '') : null),
    ...(unsent === undefined ? {} : { unsent }),
  };
}
