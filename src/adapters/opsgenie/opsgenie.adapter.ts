import type { GatewayEvent } from '../../modules/model/event.js';
import type { About, Adapter, FormattedRequest, Target } from '../adapter.js';
import { jsonBody } from '../bodies.js';
import { bannerOf } from '../notification/banner.js';
import { notificationOf, toldOf } from '../notification/notification.js';
import { OPSGENIE_EXPLANATIONS } from './opsgenie-explanations.js';
import { judgeOpsgenie } from './opsgenie-judge.js';
import { OPSGENIE_LIMITS, opsgenieMessage } from './opsgenie-message.js';
import { OpsgenieOptions } from './opsgenie-options.js';
import {
  acceptOpsgenie,
  alertUrl,
  detectOpsgenie,
  maskOpsgenie,
  OPSGENIE_LOOK_ALIKES,
  opsgenieConflicts,
  optionsOfUrl,
} from './opsgenie-url.js';
import { opsgenieUsage } from './opsgenie-usage.js';

const about: About = {
  label: 'JSM and Opsgenie alerts',
  icon: 'M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 13.5c2.2 3.4 4.9 5.7 8 7 3.1-1.3 5.8-3.6 8-7l-3.5-1.7c-1.2 1.9-2.7 3.3-4.5 4.3-1.8-1-3.3-2.4-4.5-4.3L4 13.5Z',
  hint: 'Alerts of Jira Service Management or Opsgenie: a team with an API key',
  findUrl:
    'In Jira Service Management, open the team, choose Operations, Integrations and add "API"; write https://api.atlassian.com/jsm/ops/integration/v2/alerts?api_key=<key>.',
  urls: [
    'https://api.atlassian.com/jsm/ops/integration/v2/alerts?api_key=<key>',
    'https://api.opsgenie.com/v2/alerts?api_key=<key>',
    'https://api.eu.opsgenie.com/v2/alerts?api_key=<key>',
  ],
  promises: [
    'A failure creates an alert with its cause, details and links; later failures of the job count up the same alert.',
    'A success or another end of the same job closes the alert; other events are not sent, and their deliveries say so.',
    'If the key is not accepted, the endpoint is disabled; queued alerts are kept.',
  ],
};

/** Adapter of the Alert API of Jira Service Management and Opsgenie, and of services that take the same requests. */
export const opsgenie: Adapter<OpsgenieOptions> = {
  type: 'opsgenie',
  about,
  version: 4,
  signed: false,
  fallback: false,
  presents: 'message',
  gathers: false,
  detect: detectOpsgenie,
  accept: acceptOpsgenie,
  mask: maskOpsgenie,
  lookAlikes: OPSGENIE_LOOK_ALIKES,
  Options: OpsgenieOptions,
  fromUrl: optionsOfUrl,
  conflicts: opsgenieConflicts,
  secretOptions: ['api_key'],
  limits: OPSGENIE_LIMITS,
  needsBody: true,
  rateLimits: [{ max: 60, windowMs: 60_000 }],
  ordering: 'job',
  format,
  judge: judgeOpsgenie,
  explanations: OPSGENIE_EXPLANATIONS,
  usage: opsgenieUsage,
};

function format(event: GatewayEvent, target: Target<OpsgenieOptions>): FormattedRequest {
  const { url, options } = target;
  const notification = notificationOf(event, target);
  const { body: alert, change, unsent } = opsgenieMessage(event, notification, target);
  const { headers, body } = jsonBody(alert);
  return {
    method: 'POST',
    url: alertUrl(url, change),
    headers: {
      ...headers,
      ...(options.apiKey === undefined ? {} : { Authorization: `GenieKey ${options.apiKey}` }),
    },
    body,
    ...toldOf(notification, unsent === undefined && 'message' in alert ? bannerOf(alert.message) : null),
    ...(unsent === undefined ? {} : { unsent }),
  };
}
